"""A list as columns of cards, one for each choice of a field: the same filter, with one condition more a column."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from regulars.lists.errors import ListTooSlow, NotMovable
from regulars.lists.filters import Condition, editing
from regulars.lists.listing import Listing
from regulars.lists.pages import page_of
from regulars.lists.rows import words
from regulars.lists.subjects import Field, Kind
from regulars.timeline.models import Event, record

CARDS, MOST_COLUMNS, FACTS = 30, 12, 3


class Card(NamedTuple):
    id: int
    name: str
    url: str
    facts: list[tuple[str, str]]  # label and value


class Column(NamedTuple):
    code: str  # empty for those of whom the field says nothing
    label: str
    cards: list[Card]
    more: str
    number: str  # where it is counted
    whole: str  # the list of this column alone
    slow: bool


def ways(listing: Listing) -> list[Field]:
    """Fields a list can stand beside each other by."""
    return [field for field in listing.fields.values() if field.kind is Kind.CHOICE and codes(field)]


def codes(field: Field) -> list[tuple[str, str]]:
    """Its choices but those that stand for another one."""
    chosen = field.choices() if field.choices else []
    return [(code, label) for code, label in chosen if not code.startswith("@")][:MOST_COLUMNS]


def way(listing: Listing, name: str) -> Field:
    """The field called so; the first one without a name. 404 where there is none."""
    known = ways(listing)
    found = next(
        (field for field in known if field.name == name), None if name else known[0] if known else None
    )
    if found is None:
        raise Http404
    return found


def columns(listing: Listing, by: Field) -> list[Column]:
    nobody = _("not known")
    return [column(listing, by, code, label) for code, label in [*codes(by), ("", nobody)]]


def column(listing: Listing, by: Field, code: str, label: str, after: int | None = None) -> Column:
    asked = narrowed(listing, by, code)
    try:
        page = page_of(asked, after, CARDS)
    except ListTooSlow:
        return Column(code, label, [], "", "", asked.address(), slow=True)
    more = listing.address("list-board-column", by=by.name, code=code, after=page.after) if page.after else ""
    number = asked.address("list-count", bare=1)
    return Column(code, label, cards(asked, by, page.rows), more, number, asked.address(), slow=False)


def narrowed(listing: Listing, by: Field, code: str) -> Listing:
    condition = Condition(by.name, "is", code) if code else Condition(by.name, "empty")
    return listing.with_root(editing.also(listing.shown.filter.root, condition))


def cards(listing: Listing, by: Field, rows: Sequence[dict[str, Any]]) -> list[Card]:
    """The first columns of the list, but for the field the board stands by."""
    currency = listing.asker.firm.currency
    said = [(f"c{n}", field, words(field, currency)) for n, field in enumerate(listing.columns)]
    name, facts = said[0][2], [one for one in said[1:] if one[1].name != by.name]
    return [
        Card(
            row["pk"],
            name(row["c0"]) or _("without a name"),
            listing.subject.address(row),
            [(str(field.label), value) for alias, field, say in facts if (value := say(row[alias]))][:FACTS],
        )
        for row in rows
    ]


def move(listing: Listing, by: Field, ids: list[int], code: str) -> list[Event]:
    """Give the field of these records the value `code`, each as if it had been changed on its page. All or none.

    Raises NotMovable where the field is worked out, 404 for a record that is not theirs to see or a choice nobody has.
    """
    if by.put is None:
        raise NotMovable(str(by.label))
    if code and code not in dict(codes(by)):
        raise Http404
    with transaction.atomic():
        records = list(listing.subject.visible(listing.asker.member).filter(pk__in=ids).order_by("pk"))
        if not ids or len(records) != len(set(ids)):
            raise Http404
        done = [by.put(record, code, listing.asker.member) for record in records]
    return [event for event in done if event]


def together(events: list[Event], listing: Listing, by: Field) -> Event:
    """By which they are taken back at once; one alone is its own."""
    if len(events) == 1:
        return events[0]
    back = listing.address("list-board", by=by.name)
    told: dict[str, Any] = {"events": [event.pk for event in events], "field": str(by.label), "back": back}
    return record("lists.moved", by=listing.asker.member, **told)
