import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("care", "0003_reviews_a_day")]

    operations = [
        migrations.AddIndex(
            model_name="wish",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("words", config="english"), name="wish_words"
            ),
        )
    ]
