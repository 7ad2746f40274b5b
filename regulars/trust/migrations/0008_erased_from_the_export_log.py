from django.db import migrations

# That something left the house stays; somebody's address in the words of its filter goes with them.
FUNCTION = """
CREATE OR REPLACE FUNCTION trust_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
        RETURN OLD;
    END IF;
    {erasing}RAISE EXCEPTION '% is append-only.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
ERASING = """IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'trust_export' AND current_setting('regulars.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    """


class Migration(migrations.Migration):
    dependencies = [("trust", "0007_the_export_log")]

    operations = [migrations.RunSQL(FUNCTION.format(erasing=ERASING), FUNCTION.format(erasing=""))]
