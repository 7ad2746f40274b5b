"""The words of a first file's customers are looked up by index.

Right after an import into an empty firm the planner knows of no rows, and would read a table anew for each of thousands.
"""

from django.db import migrations

FUNCTIONS = ("finding_refresh(text, bigint[])", "finding_learn(text, bigint[])")


class Migration(migrations.Migration):

    dependencies = [
        ('finding', '0003_orders_and_notes'),
    ]

    operations = [
        migrations.RunSQL(
            f"ALTER FUNCTION {function} SET enable_seqscan = off", f"ALTER FUNCTION {function} RESET enable_seqscan"
        )
        for function in FUNCTIONS
    ]
