"""Pages by key, not by number: the last page costs what the first one costs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, Func, Q, QuerySet, TextField, Value
from django.utils.dateparse import parse_datetime

from regulars.lib.errors import BadInput


class Cursor(NamedTuple):
    """Where a page ends: a moment, and the id among records of that moment."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id}"


def read_moment(text: str, sentence: str) -> datetime | None:
    """The aware moment a link carries; empty gives None. Raises BadInput with `sentence` for anything else."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadInput(sentence)
    return moment


def read_cursor(text: str, sentence: str) -> Cursor | None:
    """The cursor a link carries; empty gives None. Raises BadInput with `sentence` for anything else."""
    if not text:
        return None
    moment, _, number = text.partition("_")
    at = read_moment(moment, sentence)
    if at is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise BadInput(sentence)
    return Cursor(at, int(number))


def newest_page(
    records: QuerySet[Any], cursor: Cursor | None, size: int
) -> tuple[Sequence[Any], Cursor | None]:
    """`size` records older than `cursor`, newest first by (at, id), and the cursor of the page after, if any."""
    if cursor:
        same_moment = Q(at=cursor.at, id__lt=cursor.id)
        records = records.filter(Q(at__lt=cursor.at) | same_moment).filter(at__lte=cursor.at)
    found = list(records.order_by("-at", "-id")[: size + 1])
    page = found[:size]
    return page, Cursor(page[-1].at, page[-1].pk) if len(found) > size else None


def beyond(key: Any, who: Any, *, value: Any, value_who: int, upwards: bool) -> Func:
    """`(key, who) < (value, value_who)`, or `>` going up: a row comparison, which an index on both can answer."""
    here = Func(key, who, function="ROW", output_field=TextField())
    there = Func(Value(value), Value(value_who), function="ROW", output_field=TextField())
    sign = " > " if upwards else " < "
    return Func(here, there, template="(%(expressions)s)", arg_joiner=sign, output_field=BooleanField())
