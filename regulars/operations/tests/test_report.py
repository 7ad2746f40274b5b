"""bin/regulars report: the whole picture from a file alone, in a database that is gone afterwards."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from rich.console import Console

from regulars.lib.errors import BadInput
from regulars.operations.commands import Options, report
from regulars.operations.report.scratch_database import create, keeper, ours, scratch_database, sweep
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.models import ScoringRun
from regulars.team.models import Firm

pytestmark = pytest.mark.django_db(transaction=True)

SHAPE = {
    "lines", "orders", "customers", "walk_in_lines", "cancellation_lines", "rejected_lines", "money", "standing", "pareto",
    "models", "backtest",
}  # fmt: skip
HOSTILE = '<script>alert("x")</script>'


def rows() -> Iterator[str]:
    yield "Order,Customer,Date,Amount"
    number = 0
    for who, name in enumerate(
        ["Harbour Bakery", "Oyelaran Vets", HOSTILE.replace('"', "'"), "=cmd()", "Quiet Café"]
    ):
        for month in range(1, 13 if who < 4 else 4):
            number += 1
            yield f"{number},{name},2025-{month:02}-{3 + who:02},{100 + who}.50"
    yield "900,,2025-05-05,20.25"
    yield "901,Harbour Bakery,2025-12-20,-40.00"
    yield "902,Harbour Bakery,no day at all,7.00"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(rows()) + "\n", encoding="utf-8")
    return path


def options(path: Path, **given: Any) -> Options:
    asked: dict[str, Any] = {
        "json": False, "html": None, "as_of": None, "currency": "", "dates": "", "decimal": "", "map": [],
    }  # fmt: skip
    return Options(file=path, console=Console(quiet=True), quiet=True, **(asked | given))


def databases() -> list[str]:
    with keeper() as server:
        found = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [ours(server)]
        )
        return [row[0] for row in found]


def figures(path: Path, capsys: pytest.CaptureFixture[str], **given: Any) -> dict[str, Any]:
    report.run(options(path, json=True, **given))
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.covers("P33", "R28")
def test_the_json_has_exactly_its_shape_and_the_money_adds_up(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(file, capsys)
    assert set(found) == SHAPE
    assert found["lines"] == 54
    assert found["customers"] == 5
    assert found["walk_in_lines"] == 1
    assert found["rejected_lines"] == 1
    money = {name: Decimal(amount) for name, amount in found["money"].items()}
    assert list(money) == ["file", "orders", "refunds", "walk_in", "rejected"]
    assert money["file"] == money["orders"] + money["refunds"] + money["walk_in"] + money["rejected"]
    written = sum(Decimal(line.split(",")[3]) for line in file.read_text().splitlines()[1:])
    assert money["file"] == written
    assert money["refunds"] == -40
    assert set(found["standing"]) == {"stranger", "client", "customer", "lapsed", "lost"}
    assert sum(found["standing"].values()) == 5
    assert set(found["pareto"]) == {"customers_share", "value_share"}


def test_nothing_of_the_firms_own_data_is_read_or_changed(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Firm.load()
    Firm.objects.update(currency="EUR", habit_orders=9, name="Ours")
    assert figures(file, capsys)["standing"]["customer"] > 0
    assert list(Firm.objects.values_list("currency", "name")) == [("EUR", "Ours")]
    assert [model.objects.count() for model in (Order, Account, ScoringRun)] == [0, 0, 0]
    assert databases() == []


def test_the_text_is_a_summary_and_the_morning_list(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.run(options(file, as_of="2026-03-01"))
    text = capsys.readouterr().out
    assert re.search(r"Lines +54", text)
    assert re.search(r"In the file +£", text)
    assert "PEOPLE, AS OF 1 MAR 2026" in text
    assert "WHOM TO LOOK AFTER" in text
    assert "Harbour Bakery" in text


@pytest.mark.attack("D1")
def test_the_page_is_one_file_that_loads_nothing_and_runs_nothing(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    report.run(options(file, html=out, as_of="2026-03-01"))
    page = out.read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert "url(" not in page
    assert "default-src 'none'" in page
    for heading in (
        "Where everybody stands",
        "The leaky bucket",
        "Windfall months",
        "Their path",
        "Well-known figures",
    ):
        assert heading in page
    assert list(tmp_path.glob(".report*")) == []


def test_a_file_of_walk_ins_says_there_is_nobody_to_speak_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "till.csv"
    path.write_text("Order,Customer,Date,Amount\n1,,2025-01-02,5.00\n2,,2025-01-03,6.00\n")
    found = figures(path, capsys)
    assert found["walk_in_lines"] == 2
    assert found["backtest"] is None
    report.run(options(path, html=tmp_path / "out.html"))
    assert "no paid order of a known customer" in (tmp_path / "out.html").read_text()


def test_what_cannot_be_used_is_refused_and_leaves_no_database(tmp_path: Path, file: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    for given in (options(tmp_path / "missing.csv"), options(empty), options(file, map=["date"])):
        with pytest.raises(BadInput):
            report.run(given)
    with pytest.raises(BadInput, match="no folder"):
        report.run(options(file, html=tmp_path / "no" / "folder.html"))
    with pytest.raises(BadInput, match="cannot be written"):
        report.write(tmp_path, "a folder is there")
    assert databases() == []


def test_a_database_that_a_killed_run_left_is_swept_and_a_living_ones_is_not() -> None:
    with keeper() as killed:
        create(killed, f"{ours(killed)}left")
    with keeper() as alive, keeper() as server:
        living = f"{ours(alive)}living"
        create(alive, living)
        sweep(server)
        assert databases() == [living]
    with keeper() as server:
        sweep(server)
    assert databases() == []


def test_an_error_inside_gives_the_firms_database_back() -> None:
    before = connection.settings_dict["NAME"]
    with pytest.raises(ZeroDivisionError), scratch_database():
        1 / 0  # noqa: B018 # any bug
    assert connection.settings_dict["NAME"] == before
    assert databases() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone() == (before,)


def test_the_locks_are_given_back_with_the_connection() -> None:
    with keeper() as server:
        name = f"{ours(server)}twice"
        create(server, name)
        with pytest.raises(psycopg.errors.DuplicateDatabase):
            create(server, name)
    with keeper() as server:
        sweep(server)
    assert databases() == []


@pytest.mark.slow
def test_online_retail_adds_up_to_the_penny(
    shared_data: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(shared_data("online_retail.csv.gz"), capsys)
    lines = {name: found[name] for name in ("lines", "customers", "walk_in_lines", "cancellation_lines")}
    assert lines == {"lines": 541909, "customers": 4372, "walk_in_lines": 135080, "cancellation_lines": 9288}
    money = {name: Decimal(amount) for name, amount in found["money"].items()}
    assert money["file"] == Decimal("9747747.934")
    assert money["file"] == money["orders"] + money["refunds"] + money["walk_in"] + money["rejected"]
    assert found["pareto"]["value_share"] >= 0.8
