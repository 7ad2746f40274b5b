"""Advice and what came of it cannot be changed, whoever asks: a mistake is answered by another row.

A record that moves with its account or person (a merge and its undoing) keeps its words, so those two columns, and the
dependency it spoke of, may point elsewhere. Deleting goes only with an account that lies in the bin.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION care_advice_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM people_account WHERE id = OLD.account_id AND removed_at IS NULL) THEN
      RAISE EXCEPTION 'Advice is append-only: a mistake is answered, not deleted.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.by_id, NEW.at, NEW.given_on, NEW.words) IS DISTINCT FROM (OLD.id, OLD.by_id, OLD.at, OLD.given_on, OLD.words) THEN
    RAISE EXCEPTION 'Advice is append-only: a mistake is answered, not edited.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER advice_is_append_only BEFORE UPDATE OR DELETE ON care_advice
  FOR EACH ROW EXECUTE FUNCTION care_advice_is_append_only();

CREATE FUNCTION care_advice_answer_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (
    SELECT 1 FROM care_advice advice JOIN people_account account ON account.id = advice.account_id
     WHERE advice.id = OLD.advice_id AND account.removed_at IS NULL
  ) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'What came of advice is append-only: a later answer stands beside it.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER advice_answer_is_append_only BEFORE UPDATE OR DELETE ON care_adviceanswer
  FOR EACH ROW EXECUTE FUNCTION care_advice_answer_is_append_only();
"""

BACKWARDS = """
DROP TRIGGER advice_answer_is_append_only ON care_adviceanswer;
DROP TRIGGER advice_is_append_only ON care_advice;
DROP FUNCTION care_advice_answer_is_append_only();
DROP FUNCTION care_advice_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("care", "0001_care")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
