"""What enters a score (V12): the days, amounts and states of orders, and what was said and done about someone.

Never who somebody is, and nothing that stands for it: not a name, not where they live, not what they are like.
"""

from dataclasses import fields

import pytest

from regulars.people.models import Account, Person
from regulars.retention.scoring.ledger import ORDER_COLUMNS, SUMMARY_COLUMNS, Jobs
from regulars.retention.scoring.usage import Usage
from regulars.retention.tests.ledgers import buys, crowd, every, rows, scored, without_run
from tests.cast import Cast


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
