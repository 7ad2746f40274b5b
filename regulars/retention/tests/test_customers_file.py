"""The customers list as a file."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.people.models import Account
from regulars.retention.models import Risk, Standing
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast, account


def table(client: Client, **asked: Any) -> list[list[str]]:
    answer = client.post("/customers/file/", asked | {"words": "for a test of ours"})
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))


def test_the_file_holds_the_whole_list_and_only_it(cast: Cast, as_dana: Client) -> None:
    run = scored()
    Account.objects.filter(pk=cast.harbour.pk).update(came_by="Trade fair")
    score(run, cast.harbour, risk=Risk.HIGH)
    score(run, cast.vets)
    made = Account.objects.bulk_create(Account(name=f"Person {n}", folded=f"person {n}") for n in range(60))
    for one in made:
        score(run, one, risk=Risk.WATCH)
    assert len(table(as_dana)) == 63
    heads, *rows = table(as_dana, risk="high", after=made[3].pk)
    assert [row[1] for row in rows] == ["Harbour Bakery"]
    told = dict(zip(heads, rows[0], strict=True))
    assert (told["How they came"], told["Kind of buyer"]) == ("Trade fair", "")
    assert told["Last order"] == "2026-09-11"
    assert told["Worth next year, at least"] == "1100.00"
    assert told["Currency"] == "GBP"


@pytest.mark.attack("C14")
@pytest.mark.parametrize("name", ['=HYPERLINK("http://evil")', "+1+1", "-1", "@SUM(A1)", "＝1", "\t=1"])
def test_no_cell_of_the_file_runs_in_a_spreadsheet(name: str, cast: Cast, as_dana: Client) -> None:
    type(cast.firm).objects.update(word_customer="=cmd()")
    who = account(name)
    Account.objects.filter(pk=who.pk).update(came_by=name.strip(), persona="=cmd()")
    score(scored(), who)
    _heads, row = table(as_dana)
    assert (row[-2][0], row[-1]) == ("'", "'=cmd()")
    assert row[1].startswith("'")
    assert row[2] == "'=cmd()"


def test_a_file_of_many_is_read_in_parts(cast: Cast, as_dana: Client) -> None:
    run = scored()
    score(run, cast.tomas, standing=Standing.LOST, worth=None, still=None, total=Decimal("-3.50"))
    with CaptureQueriesContext(connection) as queries:
        answer = as_dana.post("/customers/file/", {"words": "for a test of ours"})
        assert answer.streaming
        rows = answer.getvalue().decode().splitlines()
    writing = ("SAVEPOINT", "RELEASE", "INSERT")
    assert len([query for query in queries if not query["sql"].startswith(writing)]) <= 12
    assert "-3.50" in rows[1]


def test_looking_takes_nothing_out(cast: Cast, as_dana: Client) -> None:
    assert as_dana.post("/customers/file/").status_code == 422, "without a reason nothing leaves"
    assert "What will be in it" in as_dana.get("/customers/file/?standing=lapsed").content.decode()
    assert as_dana.post("/customers/").status_code == 405
    assert Client().get("/customers/file/").status_code == 302
