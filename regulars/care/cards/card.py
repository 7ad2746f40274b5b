"""A card of the page of what we know: what stands on it, the line that adds to it, and what can be done with a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise

from regulars.care.forms import CareForm
from regulars.care.models import CareSettings
from regulars.people.models import Account, Person
from regulars.team.models import Member
from regulars.timeline.models import Event

SHOWN = 20
Text = str | Promise


@dataclass(frozen=True)
class Act:
    """Something that can be done with one record: `do(record, by=member, **given)`, with what its form was given.

    Without a form it is one click.
    """

    slug: str
    label: Text
    do: Callable[..., Any]
    form: type[forms.Form] | None = None
    when: Callable[[Any], bool] | None = None
    done: Text = ""


@dataclass(frozen=True)
class Looker:
    """Who looks, at which account, on which day, by which settings, and the people there."""

    account: Account
    member: Member
    settings: CareSettings
    today: date
    people: Sequence[Person]


@dataclass(frozen=True)
class Line:
    pk: int
    text: str
    note: str = ""
    tag: str = ""
    tone: str = "plain"
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Card:
    """`records(looker)` goes through the one door; `line(record, looker)` says one of them in words."""

    slug: str
    title: Text
    lede: Text
    form: type[CareForm]
    add: Callable[..., Any]
    records: Callable[[Looker], QuerySet[Any]]
    line: Callable[[Any, Looker], Line]
    acts: tuple[Act, ...] = field(default=())
    button: Text = ""
    thanks: Text = ""

    def lines(self, looker: Looker) -> list[Line]:
        return [self.with_acts(record, looker) for record in self.records(looker)[:SHOWN]]

    def with_acts(self, record: Any, looker: Looker) -> Line:
        line = self.line(record, looker)
        offered = tuple(act for act in self.acts if act.when is None or act.when(record))
        return Line(line.pk, line.text, line.note, line.tag, line.tone, offered)

    def act(self, slug: str) -> Act | None:
        return next((act for act in self.acts if act.slug == slug), None)


def told(record: Any) -> Event | None:
    """The event of what was just done, from which it can be taken back."""
    event: Event | None = getattr(record, "told", None)
    return event
