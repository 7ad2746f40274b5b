from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fields", "0002_conversions")]

    operations = [
        migrations.AddField(
            model_name="customfield",
            name="audience",
            field=models.CharField(
                choices=[
                    ("customers", "They may see it too"),
                    ("staff", "Everybody who works here"),
                    ("managers", "Managers and the owner"),
                    ("owner", "Only the owner"),
                ],
                db_default="staff",
                default="staff",
                max_length=10,
                verbose_name="who it is for",
            ),
        ),
        migrations.AddConstraint(
            model_name="customfield",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["customers", "staff", "managers", "owner"])),
                name="field_audience_known",
            ),
        ),
    ]
