"""A fact of a record: what it is called, how it is said, and the one field it is typed into."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.urls import reverse
from django.utils.functional import Promise

from regulars.people.columns import Record, raw
from regulars.people.models import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`field()` makes the form field, `said(record, raw)` the words of a value; `empty` stands where nothing is known.

    `stored(cleaned)` turns what the form field returns into the raw value, `initial(raw)` is what the form shows of one.
    `elsewhere`: other parts of the page show it too, so that the whole page is fetched again when it changes.
    """

    name: str
    label: str | Promise
    field: Callable[[], forms.Field]
    said: Callable[[Any, Any], str] | None = None
    stored: Callable[[Any], Any] | None = None
    initial: Callable[[Any], Any] | None = None
    empty: str | Promise = ""
    elsewhere: bool = False

    def words(self, record: Record, value: Any) -> str:
        if self.said:
            return self.said(record, value)
        return "" if value is None else str(value)

    def key(self, record: Record) -> str:
        """The id of its place on a page, where several people may stand beside each other."""
        kind = "account" if isinstance(record, Account) else f"person-{record.pk}"
        return f"fact-{kind}-{self.name.replace('.', '-')}"

    def url(self, record: Record) -> str:
        route = "account-fact" if isinstance(record, Account) else "person-fact"
        return reverse(route, args=[record.pk, self.name])

    def shown(self, record: Record) -> "Shown":
        return Shown(
            self.key(record),
            self.label,
            self.words(record, raw(record, self.name)),
            self.empty,
            self.url(record),
        )


class Shown(NamedTuple):
    """What the template prints of a fact."""

    key: str
    label: str | Promise
    said: str
    empty: str | Promise
    url: str


def known_first(facts: list[Shown]) -> list[Shown]:
    """What is known, in its order, then what could be added."""
    return sorted(facts, key=lambda fact: not (fact.said or fact.empty))
