"""The heads of the columns: each sorts by its column, and back the other way when pressed again."""

from typing import NamedTuple

from regulars.retention.customers.filters import Filters
from regulars.retention.customers.sorts import OF_MONEY, SORTS, offered


class Heading(NamedTuple):
    label: str
    url: str
    aria_sort: str  # ascending, descending or empty
    numeric: bool


def headings(filters: Filters) -> dict[str, Heading]:
    """By the sort's name."""
    return {name: heading(name, filters) for name in offered()}


def heading(name: str, filters: Filters) -> Heading:
    sort, current = SORTS[name], filters.sort == name
    downwards = sort.descending ^ filters.reverse
    return Heading(
        label=str(sort.label),
        url=filters.address(sort=name, reverse=current and not filters.reverse),
        aria_sort=("descending" if downwards else "ascending") if current else "",
        numeric=name in OF_MONEY,
    )
