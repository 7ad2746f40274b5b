"""What enters a score (V12): the days, amounts and states of orders, and what was said and done about someone.

Never who somebody is, and nothing that stands for it: not a name, not where they live, not what they are like.
"""

from dataclasses import fields

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from regulars.people.models import Account, Person
from regulars.retention.models import Score, ScoringRun
from regulars.retention.scoring import aside
from regulars.retention.scoring.findings import Findings
from regulars.retention.scoring.known import read_known
from regulars.retention.scoring.ledger import ORDER_COLUMNS, SUMMARY_COLUMNS, Jobs, read_ledger
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.packed import driver
from regulars.retention.scoring.storing import drop_temporary, store
from regulars.retention.scoring.usage import Usage
from regulars.retention.tests.ledgers import AS_OF, buys, crowd, every, rows, scored, without_run
from regulars.team.models import Firm
from tests.cast import Cast

ALLOWED = {
    "id": "whose score it is",
    "folded": "copied beside the score, to sort lists by; no number is made of it",
    "removed_at": "who was removed is not scored",
    "do_not_contact": "who asked to be left alone is put on no list",
}
"""Of people_account. Everything of people_person is out of reach."""

pytestmark = pytest.mark.django_db


def scores_by_a_reader_of(columns: set[str]) -> None:
    """Score as someone who may read these columns of accounts, none of persons, and everything else."""
    with connection.cursor() as cursor:
        firm, run = Firm.load(), ScoringRun.objects.create(as_of=AS_OF)
        # An owner may take rights from themselves; the test's end gives them back.
        cursor.execute("REVOKE ALL ON people_account, people_person FROM CURRENT_USER")
        cursor.execute(f"GRANT SELECT ({', '.join(sorted(columns))}) ON people_account TO CURRENT_USER")
        drop_temporary()
        ledger = read_ledger(firm, AS_OF)
        usage = Usage.of(ledger.jobs, ledger.as_of)
        found = Findings.of(ledger, read_known(AS_OF), firm, usage, Models.fit(usage))
        store(
            driver(), run, firm.currency,
            columns=found.columns(), reasons=found.reasons(firm.currency), table=aside.TABLE,
        )  # fmt: skip
        cursor.execute("GRANT ALL ON people_account, people_person TO CURRENT_USER")


@pytest.mark.covers("V12")
def test_scores_come_out_the_same_for_one_who_can_see_nothing_of_a_person(cast: Cast) -> None:
    crowd(12)
    buys(cast.vets, *every(30, 8, until=70))
    scored(cast.vets)
    seen = without_run(rows())
    Score.objects.all().delete()
    scores_by_a_reader_of(set(ALLOWED))
    assert without_run(rows()) == seen


@pytest.mark.covers("V12")
@pytest.mark.parametrize("column", sorted(ALLOWED))
def test_no_column_is_allowed_that_scores_could_do_without(column: str, cast: Cast) -> None:
    crowd(12)
    with pytest.raises((ProgrammingError, InsufficientPrivilege), match="permission denied"):
        scores_by_a_reader_of(set(ALLOWED) - {column})


@pytest.mark.covers("V12")
def test_who_somebody_is_and_where_they_live_changes_no_score(cast: Cast) -> None:
    crowd(12)
    buys(cast.tomas, *every(30, 8, until=70))
    scored(cast.tomas)
    before = without_run(rows())
    same = {"folded", "name"}
    words = [
        field for field in Account._meta.concrete_fields
        if field.get_internal_type() in {"CharField", "TextField"} and field.name not in same
    ]  # fmt: skip
    assert words
    for field in words:
        other = "otherwise"[: field.max_length or 40]
        Account.objects.filter(pk=cast.tomas.pk).update(**{field.name: other})
    Person.objects.filter(account=cast.tomas).delete()
    scored(cast.tomas)
    assert without_run(rows()) == before


@pytest.mark.covers("V12")
def test_the_maths_is_given_days_and_amounts_and_nothing_else() -> None:
    assert {column.name for column in ORDER_COLUMNS} == {"account", "day", "net", "id"}
    assert {column.name for column in SUMMARY_COLUMNS} == {
        "account", "first", "last", "orders", "total", "last_year", "year_before", "silent",
    }  # fmt: skip
    assert {field.name for field in fields(Jobs)} == {"offsets", "day", "net", "order", "owner"}
    assert {field.name for field in fields(Usage)} == {
        "x", "t_x", "T", "z", "paid", "usual_amount", "jobs", "as_of",
    }  # fmt: skip
