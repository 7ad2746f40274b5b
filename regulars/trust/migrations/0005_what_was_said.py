import datetime

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models

# A permission may follow its person to another record (a merge, and back), and goes only with a person who is in the bin,
# or where an erasure says so for its own transaction. An address leaves the list by being lifted, never by being deleted.
APPEND_ONLY = """
CREATE FUNCTION trust_permission_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF coalesce(current_setting('regulars.forgetting', true), '') = 'on' OR NOT EXISTS (
            SELECT 1 FROM people_person person JOIN people_account account ON account.id = person.account_id
            WHERE person.id = OLD.person_id AND person.removed_at IS NULL AND account.removed_at IS NULL
        ) THEN
            RETURN OLD;
        END IF;
    ELSIF to_jsonb(NEW) - 'person_id' - 'by_id' = to_jsonb(OLD) - 'person_id' - 'by_id'
        AND (NEW.by_id IS NULL OR NEW.by_id = OLD.by_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'trust_permission is append-only: who changes their mind gets a new row.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trust_permission
    FOR EACH ROW EXECUTE FUNCTION trust_permission_append_only();

CREATE FUNCTION trust_suppression_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.means, NEW.digest, NEW.at) = (OLD.id, OLD.means, OLD.digest, OLD.at)
        AND (OLD.lifted_at IS NULL OR NEW.lifted_at = OLD.lifted_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'trust_suppression: an address leaves the list by being lifted, and stays written down.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON trust_suppression
    FOR EACH ROW EXECUTE FUNCTION trust_suppression_stays();
"""
BACK = """
DROP TRIGGER stays ON trust_suppression;
DROP FUNCTION trust_suppression_stays();
DROP TRIGGER append_only ON trust_permission;
DROP FUNCTION trust_permission_append_only();
"""


PURPOSES = [
    ("serve", "serve what they ordered"),
    ("invoice", "send invoices and receipts"),
    ("keep_in_touch", "keep in touch, one person to another"),
    ("offers", "send news and offers"),
    ("research", "ask what they think"),
    ("refer", "introduce them to others"),
]
DATA = [
    ("email", "e-mail"),
    ("phone", "phone"),
    ("address", "address"),
    ("birthday", "month of birth"),
    ("history", "what they bought and said"),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0009_people_by_birthday"),
        ("trust", "0004_smallest_facts"),
    ]

    operations = [
        migrations.AddField(
            model_name="permission",
            name="takes_back",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="taken_back",
                to="trust.permission",
            ),
        ),
        migrations.CreateModel(
            name="SuppressionKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_suppression_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("most", models.PositiveSmallIntegerField(default=1)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pace",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("datum", models.CharField(choices=DATA, max_length=20)),
                ("purpose", models.CharField(choices=PURPOSES, max_length=20)),
                ("sender", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                ("given_up_for", models.CharField(blank=True, max_length=120)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sendings",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "sender"), name="sent_once")],
            },
        ),
        migrations.CreateModel(
            name="SendingSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[MinValueValidator(0), MaxValueValidator(30)],
                        verbose_name="messages to one person within 30 days, at most",
                    ),
                ),
                (
                    "quiet_from",
                    models.TimeField(default=datetime.time(20), verbose_name="nothing is sent from"),
                ),
                ("quiet_until", models.TimeField(default=datetime.time(8), verbose_name="until")),
                (
                    "quiet_days",
                    models.CharField(blank=True, default="6", max_length=7, verbose_name="and not at all on"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_sending_settings")
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, BACK),
    ]
