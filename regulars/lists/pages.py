"""A page of a list, found by where the last one ended: no counting, no skipping.

First the ids of the page, by the filter and an index for the order; then what is shown of those fifty. So columns never
change how the records are found.
"""

from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from regulars.lib.paging import beyond
from regulars.lists.budget import PAGE, within
from regulars.lists.filters.leaves import look
from regulars.lists.listing import Listing
from regulars.lists.subjects import Field

SIZE = 50


class Page(NamedTuple):
    """`rows` have the keys the subject `needs` and c0, c1, … for its columns; `after` begins the next page, if any."""

    rows: list[dict[str, Any]]
    after: int | None


def page_of(listing: Listing, after: int | None = None, size: int = SIZE) -> Page:
    """Raises ListTooSlow. A record that the list is to go on after, but that is gone, begins the list anew."""
    with within(PAGE):
        found = ids(listing, after, size + 1)
        rows = shown(listing, found[:size])
    return Page(rows, found[size - 1] if len(found) > size else None)


def ids(listing: Listing, after: int | None, limit: int) -> list[int]:
    field, down = listing.sort
    known, unknown = parts(listing.records(), field, down)
    place = _place(listing, field, after) if after is not None else None
    found: list[int] = []
    if place is None or place[0] is not None:
        found = list(_from(known, field, down, place)[:limit])
    if unknown is not None and len(found) < limit:
        rest = unknown.filter(pk__gt=after) if place and place[0] is None else unknown
        found += rest[: limit - len(found)]
    return found


def parts(records: QuerySet[Any], field: Field, down: bool) -> tuple[QuerySet[Any], QuerySet[Any] | None]:
    """Ids in the list's order: of those the order knows, and of those it does not, who come last."""
    sign = "-" if down else ""
    unknown = None
    if field.known:
        unknown = (
            records.filter(look(field.known, "isnull", value=True))
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        records = records.filter(look(field.known, "isnull", value=False))
    if _key(field) == F("pk"):
        return records.order_by(f"{sign}pk").values_list("pk", flat=True), unknown
    keyed = records.annotate(list_key=_key(field), list_tie=F(field.tie))
    return keyed.order_by(f"{sign}list_key", f"{sign}list_tie").values_list("pk", flat=True), unknown


def _key(field: Field) -> Any:
    key = field.key or field.over
    return F(key) if isinstance(key, str) else key


def _place(listing: Listing, field: Field, after: int) -> tuple[Any, int] | None:
    """Key and tie of the record a page begins after: both None where the order does not know it, None where it is gone, or is not
    theirs to see: where it would stand tells what it is."""
    member = listing.asker.member
    records = (
        listing.subject.model._base_manager if member.access.everything else listing.subject.visible(member)
    )
    everybody = records.filter(pk=after)
    found = everybody.values_list(_key(field), F(field.tie)).first()
    if found is None:
        return None
    return (None, after) if None in found else found


def _from(ordered: QuerySet[Any], field: Field, down: bool, place: tuple[Any, int] | None) -> QuerySet[Any]:
    if place is None:
        return ordered
    value, tie = place
    if _key(field) == F("pk"):
        return ordered.filter(**{"pk__lt" if down else "pk__gt": value})
    return ordered.filter(beyond(F("list_key"), F("list_tie"), value=value, value_who=tie, upwards=not down))


def shown(listing: Listing, found: list[int]) -> list[dict[str, Any]]:
    """What is shown of these, in their order. Aliases are ours, whatever a field is called."""
    columns = {f"c{number}": _path(field) for number, field in enumerate(listing.columns)}
    records = listing.subject.model._base_manager.filter(pk__in=found).annotate(**columns)
    rows = {row["pk"]: row for row in records.values("pk", *listing.subject.needs, *columns)}
    return [rows[pk] for pk in found if pk in rows]


def _path(field: Field) -> Any:
    over = field.over
    return F(over) if isinstance(over, str) else over
