"""A number in a condition is read as people write it, never as another one."""

from decimal import Decimal

import pytest

from regulars.lists.filters.operators import AT_LEAST
from regulars.lists.filters.reading import read
from regulars.lists.subjects import Kind


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12,50", "12.50"),
        ("1,250", "1250"),
        ("1.250,50", "1250.50"),
        ("£1,250.00", "1250.00"),
        ("-3", "-3"),
        ("90 €", "90"),
    ],
)
def test_a_comma_is_what_whoever_writes_it_means(typed: str, meant: str) -> None:
    assert read(Kind.MONEY, AT_LEAST, typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["1e9", "NaN", "twelve", "1.2.3", "9" * 40, "", "٣"])
def test_what_is_no_number_is_told_and_not_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match=r"number|missing"):
        read(Kind.NUMBER, AT_LEAST, typed)
