from django.db import migrations, models

WHATS = [
    ("entry", "an entry"),
    ("redacted", "an entry was made unreadable"),
    ("gone", "an entry was removed for good"),
]
# What is recorded waits to be sealed, whoever recorded it and however.
WAITS = """
CREATE FUNCTION trust_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO trust_waiting (event, what, why, recorded_at) SELECT id, 'entry', '', clock_timestamp() FROM made ORDER BY id;
    RETURN NULL;
END $$;
CREATE TRIGGER waits_to_be_sealed AFTER INSERT ON timeline_event
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION trust_waits();
"""
# What is sealed stays as it is. Who says why may take it away, and that is noted.
SEALED = """
CREATE FUNCTION trust_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE why text := coalesce(current_setting('regulars.forgetting', true), '');
BEGIN
    IF EXISTS (SELECT FROM trust_link WHERE event = OLD.id) THEN
        IF why = '' THEN
            RAISE EXCEPTION 'Entry % of the history is sealed: it is never changed or removed.', OLD.id
                USING ERRCODE = 'restrict_violation';
        ELSIF TG_OP = 'DELETE' THEN
            INSERT INTO trust_waiting (event, what, why, recorded_at) VALUES (OLD.id, 'gone', why, clock_timestamp());
        END IF;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed_stays BEFORE DELETE ON timeline_event FOR EACH ROW EXECUTE FUNCTION trust_sealed();
CREATE TRIGGER sealed_is_unchanged BEFORE UPDATE OF id, at, kind, actor_id, data ON timeline_event FOR EACH ROW
    WHEN ((OLD.id, OLD.at, OLD.kind, OLD.actor_id, OLD.data) IS DISTINCT FROM (NEW.id, NEW.at, NEW.kind, NEW.actor_id, NEW.data))
    EXECUTE FUNCTION trust_sealed();
"""
# A link only ever loses its salt, together with what it sealed.
LINKED = """
CREATE FUNCTION trust_linked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        OLD.salt := NULL;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trust_link FOR EACH ROW EXECUTE FUNCTION trust_linked();
"""
BACK = """
DROP TRIGGER waits_to_be_sealed ON timeline_event; DROP FUNCTION trust_waits();
DROP TRIGGER sealed_stays ON timeline_event; DROP TRIGGER sealed_is_unchanged ON timeline_event; DROP FUNCTION trust_sealed();
DROP TRIGGER append_only ON trust_link; DROP FUNCTION trust_linked();
"""
# What was there before waits too, in the order in which it was recorded; when that really was, nobody can say any more.
BEGIN = "INSERT INTO trust_waiting (event, what, why) SELECT id, 'entry', '' FROM timeline_event ORDER BY id"


class Migration(migrations.Migration):
    dependencies = [
        ("trust", "0002_append_only_and_first_wordings"),
        ("timeline", "0006_words_known"),
        ("people", "0009_people_by_birthday"),
    ]

    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.BigIntegerField()),
                ("what", models.CharField(choices=WHATS, default="entry", max_length=10)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("what", models.CharField(choices=WHATS, max_length=10)),
                ("event", models.BigIntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("actor", models.BigIntegerField(null=True)),
                ("account", models.BigIntegerField(null=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField(null=True)),
                ("sealed_at", models.DateTimeField()),
                ("digest", models.BinaryField(default=bytes)),
                ("salt", models.BinaryField(default=None, null=True)),
                ("hash", models.BinaryField(default=bytes)),
            ],
            options={"indexes": [models.Index(fields=["event", "sequence"], name="link_of_event")]},
        ),
        migrations.RunSQL(WAITS + SEALED + LINKED, BACK),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
