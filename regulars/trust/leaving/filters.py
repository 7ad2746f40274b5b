"""What one looks for in the log of what left the house."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.days import start_of
from regulars.team.models import Firm, Member


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SearchForm(forms.Form):
    """A search by GET: its own address is what was typed. Field names are short: they stand in links."""

    route = ""
    who = forms.ModelChoiceField(
        Member.objects.order_by("name"), label=_("Who"), required=False, empty_label=_("anybody")
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    @property
    def given(self) -> dict[str, Any]:
        """What could be read; a field that could not says so itself, and is not looked by."""
        self.is_valid()
        return self.cleaned_data

    def address(self, page: str = "", after: Any = "") -> str:
        asked = {name: self.data.get(name, "") for name in self.fields} | {"after": str(after)}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse(page or self.route)}?{query}" if query else reverse(page or self.route)

    def when(self, column: str = "at") -> Q:
        """Days of the firm's zone, both included."""
        zone, found = Firm.load().zone, Q()
        if since := self.given.get("since"):
            found &= Q(**{f"{column}__gte": start_of(since, zone)})
        if until := self.given.get("until"):
            found &= Q(**{f"{column}__lt": start_of(until + timedelta(days=1), zone)})
        return found


class LogFilters(SearchForm):
    route = "left"

    def of(self, exports: QuerySet[Any]) -> QuerySet[Any]:
        found = exports.filter(self.when())
        if who := self.given.get("who"):
            found = found.filter(member=who)
        if words := self.given.get("q"):
            found = found.filter(
                Q(what__icontains=words) | Q(why__icontains=words) | Q(said__icontains=words)
            )
        return found
