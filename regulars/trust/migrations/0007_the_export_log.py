import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# A line of the log and what it held stay as they were written.
APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trust_export FOR EACH ROW EXECUTE FUNCTION trust_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trust_exportedrows FOR EACH ROW EXECUTE FUNCTION trust_append_only();
"""
BACK = "DROP TRIGGER append_only ON trust_exportedrows; DROP TRIGGER append_only ON trust_export;"


class Migration(migrations.Migration):
    dependencies = [
        ("trust", "0006_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("subject", models.CharField(max_length=40)),
                ("said", models.TextField(blank=True)),
                ("fields", models.JSONField(default=list)),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("why", models.CharField(blank=True, max_length=400, verbose_name="why")),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("serve", "serve what they ordered"),
                            ("invoice", "send invoices and receipts"),
                            ("keep_in_touch", "keep in touch, one person to another"),
                            ("offers", "send news and offers"),
                            ("research", "ask what they think"),
                            ("refer", "introduce them to others"),
                        ],
                        max_length=20,
                        verbose_name="what for",
                    ),
                ),
                ("left_out", models.PositiveIntegerField(default=0)),
                ("marked", models.PositiveIntegerField(default=0)),
                ("large", models.BooleanField(default=False)),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExportedRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("whose", models.CharField(max_length=10)),
                ("block", models.IntegerField()),
                (
                    "few",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), null=True, size=None
                    ),
                ),
                ("many", models.BinaryField(null=True)),
                (
                    "export",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="trust.export",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExportNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "export",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="trust.export",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LeavingSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "large",
                    models.PositiveIntegerField(
                        default=500, verbose_name="rows above which every owner is told"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_leaving_settings")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["-at", "-id"], name="export_by_time"),
        ),
        migrations.AddIndex(
            model_name="exportedrows",
            index=models.Index(fields=["whose", "block", "export"], name="exported_rows_of"),
        ),
        migrations.AddIndex(
            model_name="exportnotice",
            index=models.Index(
                condition=models.Q(("seen_at", None)), fields=["member", "-id"], name="export_unseen"
            ),
        ),
        migrations.AddConstraint(
            model_name="exportnotice",
            constraint=models.UniqueConstraint(fields=("export", "member"), name="export_told_once"),
        ),
        migrations.RunSQL(APPEND_ONLY, BACK),
    ]
