from django.db import migrations

# How a source of orders calls an account, as it is typed; what is noted on a person, by its words.
INDEXES = [
    "CREATE INDEX finding_reference ON people_accountreference (upper(external_id) text_pattern_ops)",
    """
    CREATE INDEX finding_person_note ON people_person USING gin (to_tsvector('simple'::regconfig, finding_fold(note)))
    WITH (gin_pending_list_limit = 256) WHERE note <> ''
    """,
    "CREATE INDEX finding_person_noted ON people_person (id) WHERE note <> ''",
]


class Migration(migrations.Migration):

    dependencies = [
        ('finding', '0004_words_by_index'),
        ('people', '0008_person_moves'),
    ]

    operations = [
        migrations.RunSQL(INDEXES[0], "DROP INDEX finding_reference"),
        migrations.RunSQL(INDEXES[1], "DROP INDEX finding_person_note"),
        migrations.RunSQL(INDEXES[2], "DROP INDEX finding_person_noted"),
    ]
