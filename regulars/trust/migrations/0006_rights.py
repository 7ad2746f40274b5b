import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ASKED = [
    ("see", "to see their data"),
    ("correct", "to have something put right"),
    ("erase", "to have their data erased"),
    ("stop", "to be left alone"),
]
KNOWN = [
    ("link", "they came by the link we gave them"),
    ("there", "they stood before us, and we know them"),
    ("called", "we called them back on the number we have"),
    ("wrote", "they wrote from the address we have"),
    ("paper", "they showed who they are on paper"),
]
STATES = [("open", "open"), ("done", "done"), ("refused", "refused"), ("withdrawn", "taken back by them")]


def key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def member() -> models.ForeignKey:
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_people_by_birthday"),
        ("trust", "0005_what_was_said"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnLink",
            fields=[
                ("id", key()),
                ("person", models.BigIntegerField(db_index=True)),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(help_text="the last time", null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("by", member()),
            ],
        ),
        migrations.CreateModel(
            name="RightsRequest",
            fields=[
                ("id", key()),
                ("number", models.BigIntegerField(editable=False)),
                ("whose", models.CharField(blank=True, max_length=200)),
                ("asked", models.CharField(choices=ASKED, max_length=10, verbose_name="what they ask for")),
                ("known", models.CharField(choices=KNOWN, max_length=10, verbose_name="how we know it is them")),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="in their words")),
                ("proposed", models.JSONField(default=dict)),
                ("asked_on", models.DateField(verbose_name="asked on")),
                ("due", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("extended_on", models.DateField(null=True)),
                ("extended_why", models.CharField(blank=True, max_length=300)),
                ("state", models.CharField(choices=STATES, default="open", max_length=10)),
                ("settled_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=500)),
                ("did", models.JSONField(default=dict)),
                ("file", models.CharField(blank=True, editable=False, max_length=40)),
                ("file_until", models.DateTimeField(editable=False, null=True)),
                ("by", member()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rights_requests",
                        to="people.person",
                    ),
                ),
                ("settled_by", member()),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["due"], name="rights_request_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "refused", "withdrawn"])),
                        name="rights_request_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="rights_request_settled_says_when",
                    ),
                ],
            },
        ),
    ]
