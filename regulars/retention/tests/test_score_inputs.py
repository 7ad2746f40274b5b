"""What a score may know is declared, table by table and column by column, and the database holds it to that (V12)."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from regulars.care.models import Wish
from regulars.retention.models import Score, ScoringRun
from regulars.retention.scoring import aside
from regulars.retention.scoring.findings import Findings
from regulars.retention.scoring.inputs import EVERYTHING, INPUTS, ProtectedInput, checked
from regulars.retention.scoring.known import read_known
from regulars.retention.scoring.ledger import read_ledger
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.packed import driver
from regulars.retention.scoring.storing import drop_temporary, store
from regulars.retention.scoring.usage import Usage
from regulars.retention.tests.ledgers import AS_OF, buys, crowd, every, rows, scored, without_run
from regulars.team.models import Firm
from tests.cast import Cast
from tests.house.source import product_files, text

READ = re.compile(
    r"(?:FROM|JOIN|UPDATE|INTO)\s+((?:people|orders|timeline|care|trust|fields|service|files|team|today)_\w+)"
)
PICTURES = ("facts", "cases.py")
"""Pictures of the whole firm, and the cases a score opens: no number of anybody's score is made there."""


def score_as_a_reader_of_the_inputs() -> None:
    firm, run = Firm.load(), ScoringRun.objects.create(as_of=AS_OF)
    tables = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("regulars.")}
    with connection.cursor() as cursor:
        # An owner may take rights from themselves; the test's end gives them back.
        cursor.execute(f"REVOKE ALL ON {', '.join(sorted(tables))} FROM CURRENT_USER")
        for table, columns in INPUTS.items():
            what = "ALL" if columns == EVERYTHING else f"SELECT ({', '.join(columns)})"
            cursor.execute(f"GRANT {what} ON {table} TO CURRENT_USER")
        drop_temporary()
        ledger = read_ledger(firm, AS_OF)
        usage = Usage.of(ledger.jobs, ledger.as_of)
        found = Findings.of(ledger, read_known(AS_OF), firm, usage, Models.fit(usage))
        store(
            driver(), run, firm.currency,
            columns=found.columns(), reasons=found.reasons(firm.currency), table=aside.TABLE,
        )  # fmt: skip
        cursor.execute(f"GRANT ALL ON {', '.join(sorted(tables))} TO CURRENT_USER")


@pytest.mark.covers("V12")
def test_scores_come_out_the_same_for_one_who_may_read_the_declared_inputs_alone(cast: Cast) -> None:
    crowd(12)
    buys(cast.vets, *every(30, 8, until=70))
    scored(cast.vets)
    seen = without_run(rows())
    Wish.hear(cast.vets, by=cast.dana, words="to be well again after the operation")
    Score.objects.all().delete()
    score_as_a_reader_of_the_inputs()
    assert without_run(rows()) == seen


@pytest.mark.covers("V12")
@pytest.mark.parametrize(
    ("table", "column"),
    [("orders_order", "net"), ("timeline_touch", "at")]
    + [("people_account", column) for column in INPUTS["people_account"]],
)
def test_the_database_refuses_what_is_not_declared_and_nothing_is_declared_in_vain(
    table: str, column: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(12)
    monkeypatch.setitem(INPUTS, table, tuple(one for one in INPUTS[table] if one != column))
    with pytest.raises((ProgrammingError, InsufficientPrivilege), match="permission denied"):
        score_as_a_reader_of_the_inputs()


@pytest.mark.covers("V12")
@pytest.mark.parametrize(
    "column",
    [
        "custom",
        "birthday_month",
        "first_name",
        "postcode",
        "post code",
        "religion",
        "gender",
        "nationality",
        "is_disabled",
    ],
)
def test_no_trait_and_nothing_that_stands_for_one_can_be_declared(column: str) -> None:
    with pytest.raises(ProtectedInput, match="people_person"):
        checked(INPUTS | {"people_person": ("id", column)})


@pytest.mark.covers("V12")
def test_the_code_of_scores_names_no_table_that_is_not_declared() -> None:
    """Care, with what it knows of health, and the firm's own fields among them."""
    files = [path for path in product_files() if path.parts[1:3] == ("retention", "scoring")]
    scoring = [path for path in files if not set(path.parts) & set(PICTURES)]
    assert len(scoring) > 15
    named = {(str(path), table) for path in scoring for table in READ.findall(text(path))}
    assert named
    assert {pair for pair in named if pair[1] not in INPUTS} == set()
    assert not [
        path for path in scoring if re.search(r"regulars\.(care|fields)|\.custom\b|birthday", text(path))
    ]
