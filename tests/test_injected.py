"""What is typed never becomes SQL, a name in SQL, a header, a line of the log or a formula: of every field, page and file there is,
and of those that come, since the registries say which there are."""

import csv
import io
import logging
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.http import Http404, QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regulars.fields.models import Kind as FieldKind
from regulars.fields.tests.made import field
from regulars.files.models import Attachment
from regulars.files.naming import safe_name
from regulars.files.tests.made import attached
from regulars.lib.csv_out import csv_lines
from regulars.lists.board import way
from regulars.lists.errors import FilterRefused
from regulars.lists.filters.operators import BY_KIND
from regulars.lists.listing import Listing
from regulars.lists.subjects import SUBJECTS, fields_of
from regulars.people.models import Account
from regulars.team.models import Firm
from tests.access_table import ANYONE, ROWS
from tests.canaries import everything
from tests.cast import Cast
from tests.conftest import signed_in

ROOT = Path(__file__).resolve().parents[1]
STEERING = [
    "zq'; DROP TABLE people_account --",
    'zq") OR (1=1',
    "zq%' ESCAPE '",
    "zq\\'/**/UNION",
    "zq:*&|!<->%s",
]
PARAMETERS = (
    "q sort where cols col after before by code view standing tier risk came_by persona what show member page"
)
PARAMETERS += (
    " offer reverse last to change field op value of count bare person channel back date since until id kind"
)
READ = sorted(name for name, row in ROWS.items() if row.read not in {None, ANYONE} and row.strict)
LITERAL = re.compile(r"'(?:[^']|'')*'")
FORGERIES = [
    "{}__in",
    "{}__owner__password",
    "_{}",
    "{} OR 1=1",
    "{})",
    "pk__{}",
    "{}__isnull",
    "account__{}__regex",
]
TAKEN = {"reason": "spreadsheet", "purpose": "serve", "marking": "marked"}
FORMULAS = [
    "=HYPERLINK(1)",
    "+1+cmd",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "'=1",
    '"=1"',
    " -1",
    "\n=1",
]


@pytest.mark.attack("C1", "C5", "C6")
@pytest.mark.parametrize("name", READ)
def test_no_parameter_of_any_page_reaches_the_sql(name: str, cast: Cast) -> None:
    """All that pages read of their addresses, asked of each: what is typed stands in quotes, as a value, or nowhere."""
    url = reverse(name, kwargs=ROWS[name].of(cast))
    client = signed_in(cast.dana)
    for steering in STEERING:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url, dict.fromkeys(PARAMETERS.split(), steering))
        assert answer.status_code < 500, (name, steering)
        assert not [one for one in asked.captured_queries if "zq" in LITERAL.sub("", one["sql"])]


def given(**asked: str) -> QueryDict:
    made = QueryDict(mutable=True)
    made.update(asked)
    return made


def listing(subject: str, cast: Cast, **asked: str) -> Listing:
    return Listing.asked(subject, given(**asked), cast.dana, Firm.load())


@pytest.fixture
def of_our_own(cast: Cast) -> None:
    """A custom field of every kind for every subject, called what would steer."""
    for subject in SUBJECTS:
        for kind in FieldKind.values:
            if subject in {"accounts", "people", "promises"}:
                field(kind, f"{STEERING[0]} {kind}", subject=subject, choices=STEERING)


def escaped(text: str) -> str:
    return "".join(f"~{ord(sign):02x}" if sign in "~;|!():," else sign for sign in text)


@pytest.mark.attack("C1", "C2", "C3", "C6")
@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_no_condition_of_any_field_reaches_the_sql(subject: str, cast: Cast, of_our_own: None) -> None:
    """Every field, the firm's own among them, with every operator: a value is a parameter, and every name is ours."""
    for name, one in fields_of(subject, cast.dana).items():
        for operator in BY_KIND[one.kind]:
            for steering in STEERING:
                where = f"{name}:{operator.name}:{escaped(steering)}"
                found = listing(subject, cast, where=where, cols=name, sort=name)
                with suppress(EmptyResultSet):  # nobody is meant, so nothing is asked
                    sql, _values = found.records().values("pk").query.sql_with_params()
                    assert "zq" not in sql, (name, operator.name)


@pytest.mark.attack("C1", "C2", "C3")
@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_a_forged_name_of_any_field_is_nobody_s(subject: str, cast: Cast, of_our_own: None) -> None:
    """As a condition, an order, a column and a board: it is refused, or told as a field that is not there."""
    for name in fields_of(subject, cast.dana):
        for forged in (forgery.format(name) for forgery in FORGERIES):
            try:
                found = listing(subject, cast, where=f"{escaped(forged)}:is:zq", cols=forged, sort=forged)
            except FilterRefused:
                continue
            assert found.found.problems
            assert (forged not in found.shown.columns, forged not in found.shown.sort) == (True, True)
            with pytest.raises(Http404):
                way(found, forged)


@pytest.mark.attack("C14")
@pytest.mark.parametrize("formula", [formula for formula in FORMULAS if formula == formula.strip()])
def test_no_file_for_a_spreadsheet_holds_a_formula(formula: str, cast: Cast) -> None:
    """Every list as a file, with every column, of records with a formula in every text."""
    everything(cast.harbour, cast.dana, formula)
    Account.objects.filter(pk=cast.harbour.pk).update(folded="zq")
    client = signed_in(cast.dana)
    asked: list[Any] = [("customers-file", {}, {})]
    for subject in SUBJECTS:
        names = list(fields_of(subject, cast.dana))
        chunks = [names[start : start + 20] for start in range(0, len(names), 20)]
        asked += [("list-file", {"subject": subject}, {"cols": ",".join(chunk)}) for chunk in chunks]
    for name, kwargs, sent in asked:
        answer: Any = client.post(reverse(name, kwargs=kwargs), sent | TAKEN)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.headers["Content-Type"].startswith("text/csv"), (name, sent)
        rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
        assert not [cell for row in rows for cell in row if runs(cell)], (name, sent)


def runs(cell: str) -> bool:
    """Whether a spreadsheet would take it for a formula; a figure below zero is none."""
    return cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) and not re.fullmatch(
        r"-?[\d.]+", cell
    )


@pytest.mark.attack("C14")
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_would_run_does_not(formula: str) -> None:
    [row] = csv.reader(io.StringIO("".join(csv_lines([[formula]])), newline=""))
    assert not runs(row[0])


@pytest.mark.attack("C10", "D7")
@pytest.mark.parametrize(
    "name", ["zq\r\nX-Zq: 1", 'zq"; filename="x.exe', "zq\n\n<b>", "zq\x00\x85\u2028X-Zq: 1"]
)
def test_no_name_of_a_file_becomes_a_header(name: str, cast: Cast) -> None:
    """Nor where it got past the naming of uploads, as from an old backup."""
    assert not set(safe_name(name)) & set("\r\n\x00\u2028\x85")
    made = attached(cast)
    Attachment.objects.filter(pk=made.pk).update(name=name.replace("\x00", ""))
    answer: Any = signed_in(cast.dana).get(reverse("file", args=[made.pk]))
    assert "X-Zq" not in answer.headers
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert not set("\r\n") & set("".join(f"{key}{value}" for key, value in answer.headers.items()))


@pytest.mark.attack("C13")
def test_nothing_typed_begins_a_line_of_the_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    """Addresses, parameters and headers, of pages that are there and of those that are not."""
    caplog.set_level(logging.DEBUG)
    client = signed_in(cast.dana)
    forged = "zq%0d%0aERROR forged"
    for path in (f"/{forged}/", f"/lists/{forged}/", "/customers/", "/find/"):
        client.get(path, {"q": "zq\r\nERROR forged"}, headers={"User-Agent": "zq\tforged", "Referer": "/zq"})
    client.post(reverse("account_login"), {"login": "zq\r\nERROR forged", "password": "x"})
    said = [record.getMessage() for record in caplog.records]
    assert not [line for line in said if re.search(r"[\r\n]\s*ERROR forged", line)]


@pytest.mark.attack("B11")
@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.write == "owner"))
def test_who_manages_customers_administers_nobody(name: str, cast: Cast) -> None:
    client = signed_in(cast.marta)
    before = list(type(cast.dana).objects.order_by("pk").values())
    answer = client.post(reverse(name, kwargs=ROWS[name].of(cast)), {"role": "owner", "name": "zq"})
    assert answer.status_code == 403
    assert list(type(cast.dana).objects.order_by("pk").values())[: len(before)] == before


@pytest.mark.attack("B16")
def test_what_was_put_away_answers_no_more(cast: Cast) -> None:
    """A field that was archived: neither on a page, nor by its address, nor in a list."""
    put_away = field(FieldKind.TEXT, "Size")
    type(put_away).objects.filter(pk=put_away.pk).update(archived_at="2026-11-01T00:00Z")
    client, address = signed_in(cast.dana), f"custom.{put_away.key}"
    for method in (client.get, client.post):
        answer = method(reverse("account-fact", args=[cast.harbour.pk, address]), {"value": "zq"})
        assert answer.status_code == 404
    assert put_away.name not in fields_of("accounts", cast.dana)


@pytest.mark.attack("C18")
def test_no_command_goes_through_a_shell() -> None:
    """Names of files and databases are arguments of a list, so that nothing in them is ever read as a command."""
    sources = [path for path in (ROOT / "regulars").rglob("*.py") if "tests" not in path.parts]
    shells = re.compile(r"shell\s*=\s*True|os\.(system|popen)\(|getoutput\(|create_subprocess_shell")
    assert len(sources) > 100
    assert not [path for path in sources if shells.search(path.read_text())]
