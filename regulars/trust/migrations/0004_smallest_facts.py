import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trust", "0003_the_trail"),
        ("people", "0009_people_by_birthday"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Expiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("counts", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="HoldingRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "birth",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="Full dates of birth may be kept where somebody insists",
                    ),
                ),
                (
                    "identity",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="National numbers of persons may be kept where somebody insists",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Keeping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=120, unique=True)),
                ("use", models.CharField(blank=True, max_length=200, verbose_name="what we need it for")),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="kept for")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months", None), _connector="OR"),
                        name="kept_a_month_at_least",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Find",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("where", models.CharField(max_length=120)),
                ("record", models.BigIntegerField()),
                ("whats", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("smaller", "stored smaller"),
                            ("fine", "it is none"),
                            ("gone", "it was changed meanwhile"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finds",
                        to="people.account",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("where", "record", "digest"), name="found_once"),
                    models.CheckConstraint(
                        condition=models.Q(("settled__in", ["", "smaller", "fine", "gone"])),
                        name="find_settled_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivateNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("short_of_cash", "short of cash just now"),
                            ("trouble", "a hard time at home or at work"),
                            ("other", "something else"),
                        ],
                        max_length=20,
                        verbose_name="what it is about",
                    ),
                ),
                ("words", models.CharField(max_length=300, verbose_name="what you want to remember")),
                ("until", models.DateField(verbose_name="forget it after")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="private_notes",
                        to="people.account",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="private_note_said"
                    )
                ],
            },
        ),
    ]
