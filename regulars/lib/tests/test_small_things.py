"""The small pure things: names folded, money said, days counted, cells made harmless."""

from datetime import date
from decimal import Decimal

import pytest

from regulars.lib.csv_out import csv_lines
from regulars.lib.days import months_before
from regulars.lib.folding import fold, initials
from regulars.lib.money import CurrenciesDiffer, Money, format_money
from regulars.lib.tokens import matches, new_token


def test_names_that_differ_in_case_accents_and_signs_fold_to_one() -> None:
    assert fold("  Café   MÜLLER & Söhne ") == fold("cafe muller - sohne") == "cafe muller sohne"


def test_letters_of_other_scripts_survive_folding() -> None:
    assert fold("日本 商店") == "日本 商店"


def test_an_empty_name_still_has_initials() -> None:
    assert [initials(name) for name in ("Harbour Bakery", "Customer 17850", "")] == ["HB", "50", "?"]


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(CurrenciesDiffer):
        Money(Decimal(1), "GBP") + Money(Decimal(1), "EUR")


def test_money_is_said_short_when_it_is_round_or_large() -> None:
    said = [format_money(Decimal(n), "GBP") for n in ("1234.5", "1200", "12345.67", "-3.2")]
    assert [format_money(Decimal(n), "GBP", exact=True) for n in ("12345.6", "90")] == [
        "£12,345.60",
        "£90.00",
    ]
    assert said == ["£1,234.50", "£1,200", "£12,346", "−£3.20"]


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2023, 3, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 15), 13, date(2022, 12, 15)),
    ],
)
def test_a_month_earlier_is_a_day_that_exists(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


@pytest.mark.attack("C14")
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", ' "=1"', "\xa0=1"])
def test_no_exported_cell_runs_as_a_formula(cell: str) -> None:
    line = next(csv_lines([[cell]]))
    assert line.lstrip('"').startswith("'")


def test_a_number_is_exported_as_a_number() -> None:
    assert next(csv_lines([[Decimal("-3.20"), 5]])) == "-3.20,5\r\n"


def test_a_token_matches_its_own_hash_only() -> None:
    token, stored = new_token()
    assert matches(token, stored)
    assert not matches(token + "x", stored)
