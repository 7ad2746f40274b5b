"""What a page of a list was asked for: whom, which columns, in which order. Read from the address or from a form, so that
a list can be sent to a colleague, and a bulk act means the same people as the page it was pressed on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from regulars.lists.audience import members_of
from regulars.lists.filters import Filter, from_address, from_json, to_address
from regulars.lists.filters.asker import Asker
from regulars.lists.filters.asking import Asked, asked
from regulars.lists.filters.tree import Group
from regulars.lists.models import SavedView
from regulars.lists.ready_made import ready_made
from regulars.lists.subjects import SUBJECTS, Field, Subject, fields_of
from regulars.team.models import Firm, Member

MOST_COLUMNS = 20


@dataclass(frozen=True)
class Shown:
    """What a view keeps: the filter, the columns, the order."""

    filter: Filter
    columns: tuple[str, ...]
    sort: str


@dataclass(frozen=True)
class Listing:
    subject: Subject
    asker: Asker
    fields: Mapping[str, Field]
    shown: Shown
    saved: Shown  # as the view has it, or as a new list begins
    view: SavedView | None = None
    start: str = ""  # the name of a ready-made view

    @classmethod
    def asked(cls, name: str, given: Any, member: Member, firm: Firm) -> Self:
        """From a QueryDict. 404 for a subject or a view that is not there, or not theirs; FilterRefused for no filter."""
        subject = SUBJECTS.get(name)
        if subject is None:
            raise Http404
        fields, view, start = fields_of(name, member), None, ""
        saved = Shown(Filter(name), subject.columns, subject.order)
        which = str(given.get("view", ""))
        if which.isascii() and which.isdigit() and len(which) < 19:
            view = get_object_or_404(SavedView.objects.visible_to(member).of(name), pk=int(which))
            saved = Shown(from_json(view.where), tuple(view.columns), view.sort or subject.order)
        elif which:
            made = ready_made(name).get(which)
            if made is None:
                raise Http404
            start = which
            saved = Shown(made.filter, made.columns or subject.columns, made.sort or subject.order)
        shown = _changed(saved, given, fields)
        return cls(subject, Asker.now(member, firm), fields, shown, saved, view, start)

    @cached_property
    def found(self) -> Asked:
        return asked(self.shown.filter, self.asker, self.fields)

    def records(self) -> QuerySet[Any]:
        """Those who are meant, through their door; what cannot be asked is left out, as the page tells."""
        return self.subject.visible(self.asker.member).filter(self.found.q)

    def members(self) -> QuerySet[Any]:
        """The same for whoever acts on them: raises FilterIncomplete where the page had to leave something out."""
        return members_of(self.shown.filter, self.asker.member, asker=self.asker)

    @property
    def columns(self) -> list[Field]:
        """Those of the chosen ones that are there, and at least one."""
        chosen = [self.fields[name] for name in self.shown.columns if name in self.fields]
        return chosen or [self.fields[self.subject.order.removeprefix("-")]]

    @property
    def sort(self) -> tuple[Field, bool]:
        """By which field, and whether downwards."""
        name = self.shown.sort.removeprefix("-")
        return self.fields[name], self.shown.sort.startswith("-")

    @property
    def is_changed(self) -> bool:
        return self.shown != self.saved

    def pairs(self) -> dict[str, str]:
        """What an address or a form has to carry to mean this list."""
        view = str(self.view.pk) if self.view else self.start
        found = {"view": view} if view else {}
        if self.shown.filter != self.saved.filter:
            found["where"] = to_address(self.shown.filter)
        if self.shown.columns != self.saved.columns:
            found["cols"] = ",".join(self.shown.columns)
        if self.shown.sort != self.saved.sort:
            found["sort"] = self.shown.sort
        return found

    def address(self, page: str = "list", /, **more: Any) -> str:
        pairs = self.pairs() | {name: str(value) for name, value in more.items()}
        path = reverse(page, args=[self.subject.name])
        return f"{path}?{urlencode(pairs, safe=':;|!,()@')}" if pairs else path

    def with_root(self, root: Group) -> Self:
        return replace(self, shown=replace(self.shown, filter=Filter(self.subject.name, root)))

    def sorted_by(self, sort: str) -> Self:
        return replace(self, shown=replace(self.shown, sort=sort))

    def with_columns(self, columns: tuple[str, ...]) -> Self:
        return replace(self, shown=replace(self.shown, columns=columns))


def _changed(saved: Shown, given: Any, fields: Mapping[str, Field]) -> Shown:
    """The view with what the address says otherwise."""
    made, columns, sort = saved.filter, saved.columns, saved.sort
    if (where := given.get("where")) is not None:
        made = from_address(made.subject, where)
    if names := given.get("cols"):
        known = tuple(dict.fromkeys(name for name in str(names)[:2000].split(",") if name in fields))
        columns = known[:MOST_COLUMNS] or columns
    wanted = str(given.get("sort", ""))
    if (field := fields.get(wanted.removeprefix("-"))) and field.sort:
        sort = wanted
    elif not ((field := fields.get(sort.removeprefix("-"))) and field.sort):
        sort = SUBJECTS[made.subject].order
    return Shown(made, columns, sort)
