"""How a count is written: 12,345 in English, 12.345 in German."""

from decimal import Decimal

from django.utils.formats import number_format


def grouped(count: int | Decimal) -> str:
    """With the reader's own separator of thousands, and no decimals but those that are there."""
    return str(number_format(count, force_grouping=True))
