import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("care", "0002_advice_is_append_only"), ("people", "0006_merging_and_duplicates")]

    operations = [
        migrations.AddField(
            model_name="caresettings",
            name="reviews_a_day",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(200),
                ],
                verbose_name="reviews planned for one day, at most",
            ),
        )
    ]
