from django.db import migrations


class Migration(migrations.Migration):
    """Without figures about the words of notes, the database reads every touch for a word that is rare."""

    dependencies = [("timeline", "0005_stopped_early")]
    operations = [migrations.RunSQL("ANALYZE timeline_touch", migrations.RunSQL.noop)]
