from django.db import migrations

# A permission goes only where the database itself follows its person; a wording never.
APPEND_ONLY = """
CREATE FUNCTION trust_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trust_wording
    FOR EACH ROW EXECUTE FUNCTION trust_append_only();
"""

SHARED = "With nobody."
SECURED = "On our own computer, seen only by those of us who need it, in backups that we keep."
WORDINGS = {
    "serve": "To deliver what you ordered and to answer what you asked.",
    "invoice": "To send you what you have to pay and what you have paid.",
    "keep_in_touch": "So that one of us can write or call you, one person to another, about how things are going.",
    "offers": "To tell you now and then what is new, at most as often as you say.",
    "research": "To ask you, once in a while, what you think of our work.",
    "refer": "To introduce you to someone you would like to meet, after asking you each time.",
}


def first_wordings(apps, schema_editor):
    wording = apps.get_model("trust", "Wording")
    wording.objects.bulk_create(
        wording(purpose=purpose, version=1, used=used, shared=SHARED, secured=SECURED)
        for purpose, used in WORDINGS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial")]

    operations = [
        migrations.RunPython(first_wordings, migrations.RunPython.noop),
        migrations.RunSQL(
            APPEND_ONLY, "DROP TRIGGER append_only ON trust_wording; DROP FUNCTION trust_append_only();"
        ),
    ]
