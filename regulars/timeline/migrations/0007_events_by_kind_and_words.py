from django.db import migrations, models

# The words that stand in what an event tells, for whoever looks for one; kinds that come by the thousand every night have none.
WORDS = """
CREATE INDEX event_words ON timeline_event USING gin (jsonb_to_tsvector('simple', data, '["string"]'))
    WHERE kind NOT LIKE 'retention.%' AND kind <> 'timeline.touched'
"""


class Migration(migrations.Migration):
    dependencies = [("timeline", "0006_words_known")]

    operations = [
        migrations.AddIndex(
            model_name="event", index=models.Index(fields=["kind", "-id"], name="event_of_kind")
        ),
        migrations.RunSQL(WORDS, "DROP INDEX event_words"),
    ]
