"""The three short answers, folded beside every field in which contact data is typed (V1)."""

from typing import Any

from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.people.facts.form import FactForm
from regulars.people.forms import NewAccountForm, PersonForm, PointForm
from regulars.team.requests import MemberRequest
from regulars.trust.telling.wordings import newest_wordings

THEIRS = {"email", "phone", "birthday_month", "prefers", "note", "job_title"}


@panel("form.told", 10)
def what_they_are_told(request: MemberRequest, form: Any) -> str:
    """Read out to whoever gives it; empty for a form that asks nothing about a person."""
    asks = isinstance(form, (PersonForm, NewAccountForm, PointForm))
    if not asks and not (isinstance(form, FactForm) and form.fact.name in THEIRS):
        return ""
    return render_to_string("trust/telling/_fold.html", {"wordings": newest_wordings()})
