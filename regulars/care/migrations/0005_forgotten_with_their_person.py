"""Advice stays append-only, but for one case: whoever it was given to has their data erased. Then the transaction says so
(trust.rights.erasing), and the triggers that refuse are not asked."""

from django.db import migrations

BUT = "WHEN (current_setting('regulars.erasing', true) IS DISTINCT FROM 'on')"
FORWARDS = """
DROP TRIGGER advice_is_append_only ON care_advice;
CREATE TRIGGER advice_is_append_only BEFORE UPDATE OR DELETE ON care_advice
  FOR EACH ROW {but} EXECUTE FUNCTION care_advice_is_append_only();
DROP TRIGGER advice_answer_is_append_only ON care_adviceanswer;
CREATE TRIGGER advice_answer_is_append_only BEFORE UPDATE OR DELETE ON care_adviceanswer
  FOR EACH ROW {but} EXECUTE FUNCTION care_advice_answer_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("care", "0004_wish_words")]

    operations = [migrations.RunSQL(FORWARDS.format(but=BUT), FORWARDS.format(but=""))]
