from django.db import migrations

# The number of an order as it is typed, whatever its source; a note by its words.
INDEXES = [
    "CREATE INDEX finding_order_number ON orders_order (upper(external_id) text_pattern_ops)",
    """
    CREATE INDEX finding_note ON timeline_touch USING gin (to_tsvector('simple'::regconfig, finding_fold(note)))
    WITH (gin_pending_list_limit = 256) WHERE note <> ''
    """,
]


class Migration(migrations.Migration):

    dependencies = [
        ('finding', '0002_words_and_triggers'),
        ('orders', '0001_initial'),
        ('timeline', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(INDEXES[0], "DROP INDEX finding_order_number"),
        migrations.RunSQL(INDEXES[1], "DROP INDEX finding_note"),
    ]
