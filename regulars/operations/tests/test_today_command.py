"""bin/regulars today prints the list of the page."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from regulars.operations.commands import Options, today
from regulars.retention.models import ScoringRun
from regulars.today.tests.mornings import item, morning_of, scored
from tests.cast import Cast, order


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    parser = ArgumentParser()
    today.add_arguments(parser)
    today.run(parser.parse_args(arguments, namespace=Options()))
    return capsys.readouterr().out


def test_json_has_the_documented_shape(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    scored()
    with morning_of(item(cast.harbour, due=date(2026, 11, 21))):
        listed: list[dict[str, Any]] = json.loads(printed(capsys, "--json"))
    (found,) = listed
    assert set(found) == {"account", "kind", "sentence", "reasons", "at_stake", "due", "action"}
    assert found["account"] == {"id": cast.harbour.pk, "name": "Harbour Bakery"}
    assert found["at_stake"] == {"amount": "2050", "currency": "GBP"}
    assert found["due"] == "2026-11-21"
    assert found["reasons"][0] == {
        "name": "missed_beat",
        "text": "Orders about every 32 days; last was 71 days ago.",
        "numbers": {"interval": 32, "days": 71},
        "links": [{"label": "38 orders", "url": f"/accounts/{cast.harbour.pk}/orders/"}],
    }
    assert found["sentence"].startswith("Orders about every 32 days; last was 71 days ago. 41%")
    assert found["action"] == {"kind": "call", "label": "Call Ines", "url": "tel:+442079460018"}


def test_an_empty_list_is_an_empty_list(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(printed(capsys, "--json")) == []
    assert "No orders yet" in printed(capsys)


def test_people_read_lines(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    scored(date(2011, 12, 9))
    with morning_of(item(cast.harbour, account_name="Harbour\x1b[31m Bakery")):
        text = printed(capsys)
    assert "as of Friday 9 December 2011" in text
    assert "1 person to look after, about 5 minutes. £2,050 of yearly value at stake." in text
    assert "Call Ines: tel:+442079460018" in text
    assert "\x1b" not in text


def test_a_look_from_another_day_keeps_nothing(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    for month in range(1, 10):
        order(cast.harbour, date(2026, month, 1))
    kept = scored()
    text = printed(capsys, "--as-of", "2026-06-30")
    assert "as of Tuesday 30 June 2026" in text or timezone.localdate() == date(2026, 6, 30)
    assert list(ScoringRun.objects.all()) == [kept]


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        printed(capsys, "--as-of", "yesterday")
    assert ended.value.code == 2
