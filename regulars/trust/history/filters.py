"""What one looks for in the history: who, what kind, about whom, when, which word."""

from typing import Any

from django import forms
from django.db.models import BooleanField, F, Func, Max, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold
from regulars.people.models import Account
from regulars.people.models.sight import whole
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.trust.history.kinds import GROUPS, kinds_of
from regulars.trust.leaving.filters import SearchForm

NEAR, BEYOND = 5_000, 2**62
MOST = 200
"""Accounts of a name that are looked for."""
SAYING = (
    "(timeline_event.kind NOT LIKE 'retention.%%%%' AND timeline_event.kind <> 'timeline.touched' AND "
    "jsonb_to_tsvector('simple', timeline_event.data, '[\"string\"]') @@ plainto_tsquery('simple', %(expressions)s))"
)
"""As the index event_words has it."""


class HistoryFilters(SearchForm):
    route = "history"
    kind = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("anything")), *((group.name, group.label) for group in GROUPS)],
    )
    about = forms.CharField(label=_("About whom"), required=False, max_length=200)

    field_order = ("who", "kind", "about", "since", "until", "q")

    def of(self, member: Member) -> QuerySet[Event]:
        """Of the trail, newest first by when it was written down, whatever day an entry gives itself. It is about everybody,
        so it is for those who see every customer."""
        kinds = kinds_of(self.given.get("kind", ""))
        found = whole(Event.objects.filter(self.when(), kind__in=kinds), member)
        if who := self.given.get("who"):
            found = found.filter(actor=who)
        if about := fold(self.given.get("about", "")):
            named = Account._base_manager.filter(folded__startswith=about)
            found = found.filter(
                account__in=list(named.order_by("folded").values_list("pk", flat=True)[:MOST])
            )
        if words := self.given.get("q"):
            found = found.filter(Func(Value(words), template=SAYING, output_field=BooleanField()))
        return found.select_related("actor", "account").order_by("-pk")

    def page(self, member: Member, before: int | None, limit: int) -> list[Event]:
        """The newest `limit` before that entry. A word that stands in every hundredth entry is found among the newest; a rarer
        one by its index, which knows no order, so the order is put as a sum that no other index answers."""
        found = self.of(member).filter(pk__lt=before or BEYOND)
        if not self.given.get("q"):
            return list(found[:limit])
        newest = Event.objects.filter(pk__lt=before or BEYOND).aggregate(last=Max("pk"))["last"] or 0
        near = list(found.filter(pk__gt=newest - NEAR)[:limit])
        return near if len(near) == limit else list(found.order_by((F("pk") + 0).desc())[:limit])

    def said(self) -> str:
        """What was looked for, in words, for the log of what leaves."""
        asked: dict[str, Any] = {
            str(self.fields[name].label): value for name, value in self.given.items() if value
        }
        if kind := self.given.get("kind"):
            asked[str(self.fields["kind"].label)] = next(
                group.label for group in GROUPS if group.name == kind
            )
        return "; ".join(f"{label}: {value}" for label, value in asked.items())
