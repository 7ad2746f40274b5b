"""The history of promises stays append-only, but for one case: whoever they were made to has their data erased. Then the
transaction says so (trust.rights.erasing), and the trigger that refuses is not asked."""

from django.db import migrations

BUT = "WHEN (current_setting('regulars.erasing', true) IS DISTINCT FROM 'on')"
FORWARDS = """
DROP TRIGGER append_only ON service_promisechange;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON service_promisechange
    FOR EACH ROW {but} EXECUTE FUNCTION service_promisechange_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("service", "0004_a_year_of_promises_by_index")]

    operations = [migrations.RunSQL(FORWARDS.format(but=BUT), FORWARDS.format(but=""))]
