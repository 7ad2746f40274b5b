"""Counts are written as the reader's language writes them."""

from decimal import Decimal

import pytest
from django.utils import translation

from regulars.lib.counting import grouped
from regulars.orders.models import OrderLine
from regulars.team.models import Firm
from regulars.today.figures import told
from regulars.web.templatetags.say import counted


@pytest.mark.parametrize(
    ("language", "said"), [("en-gb", "1,234,567"), ("de", "1.234.567"), ("fr", "1\u202f234\u202f567")]
)
def test_thousands_are_set_apart_by_locale(language: str, said: str) -> None:
    with translation.override(language):
        assert grouped(1_234_567).replace("\xa0", "\u202f") == said


def test_small_counts_and_parts_stay_as_they_are() -> None:
    assert [grouped(n) for n in (0, 7, 999)] == ["0", "7", "999"]
    assert grouped(Decimal("1200.25")) == "1,200.25"
    assert counted(None) == ""


def test_a_quantity_of_thousands_is_readable() -> None:
    assert OrderLine(quantity=Decimal("12000.0000")).how_many == "12,000"
    assert OrderLine(quantity=Decimal("0.2500")).how_many == "0.25"


def test_what_a_month_means_is_told_with_thousands() -> None:
    sentences = told({"came_back": 1234, "lost": 2345}, 3456, Firm())
    assert sentences == [
        "3,456 clients became customers.",
        "1,234 came back.",
        "2,345 are now counted as lost.",
    ]
