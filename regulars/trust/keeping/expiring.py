"""What goes because its time is over: a batch a transaction, again and again until nothing is due, with one report a night."""

from calendar import monthrange
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Func, JSONField, Value
from django.utils import timezone

from regulars.timeline.models import record
from regulars.trust.keeping.kinds import NEVER, Kept, every_kind
from regulars.trust.models import Expiry, Keeping, PrivateNote

BATCH = 1000


class Line(NamedTuple):
    """A kind with what was said of it. `use` is the firm's word, else the one we deliver."""

    kept: Kept
    use: str
    months: int | None

    @property
    def before(self) -> date | None:
        return day_before(self.months, timezone.localdate())

    @property
    def due(self) -> int:
        """How many would go today."""
        return self.kept.due(self.before).count() if self.before else 0


def day_before(months: int | None, today: date) -> date | None:
    """The same day of the month so many months ago, or that month's last."""
    if not months:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def lines() -> list[Line]:
    """Every kind; those without a use first, since nobody should keep what nobody needs."""
    said = {one.what: one for one in Keeping.objects.all()}
    found = [_line(kept, said.get(kept.name)) for kept in every_kind()]
    return sorted(found, key=lambda line: bool(line.use))


def _line(kept: Kept, said: Keeping | None) -> Line:
    return Line(kept, (said.use if said else "") or str(kept.use), said.months if said else None)


def line_of(kept: Kept) -> Line:
    return _line(kept, Keeping.objects.filter(what=kept.name).first())


def expire() -> Expiry | None:
    """Everything whose time is over. The second time finds nothing, and reports nothing."""
    counts = {str(line.kept.label): number for line in lines() if line.before and (number := _empty(line))}
    if gone := _private():
        counts["private notes"] = gone
    if not counts:
        return None
    with transaction.atomic():
        made: Expiry = Expiry.objects.create(counts=counts)
        record("trust.expired", by=None, counts=counts)
    return made


def _empty(line: Line) -> int:
    """In batches of their own; a night that is cut off goes on where it stopped."""
    assert line.before
    if line.kept.model._meta.label in NEVER:
        raise ValueError(line.kept.name)
    number = 0
    while done := _batch(line.kept, line.before):
        number += done
    return number


@transaction.atomic
def _batch(kept: Kept, before: date) -> int:
    ids = list(kept.due(before).order_by("pk").values_list("pk", flat=True)[:BATCH])
    found = kept.model._base_manager.filter(pk__in=ids)
    if not ids:
        return 0
    if kept.key:
        found.update(custom=_without(kept.key))
    elif kept.field:
        found.update(**{kept.field: kept.blank})
    else:
        found.delete()
    return len(ids)


class _Minus(Func):
    template = "(%(expressions)s)"
    arg_joiner = " - "


def _without(key: str) -> Any:
    return _Minus(F("custom"), Value(key), output_field=JSONField())


def _private() -> int:
    """Private notes go on their own day, whatever else is said."""
    number, _each = PrivateNote.objects.filter(until__lt=timezone.localdate()).delete()
    return number
