"""The facts of a person."""

from functools import cache, partial
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.people.facts.custom import custom_facts
from regulars.people.facts.fact import Fact
from regulars.people.facts.typed import Text, email_field, line_field, name_field, phone_field
from regulars.people.models import Person
from regulars.team.models import Member


def month_field() -> forms.TypedChoiceField:
    choices = [("", _("not known")), *MONTHS.items()]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False)


def month_said(person: Person, month: Any) -> str:
    return str(MONTHS[month]) if month else ""


def note_field() -> Text:
    return Text(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


@cache
def columns() -> tuple[Fact, ...]:
    return (
        Fact(name="name", label=gettext_lazy("Name"), field=name_field, elsewhere=True),
        Fact(name="job_title", label=gettext_lazy("Job"), field=partial(line_field, 120)),
        Fact(name="phone", label=gettext_lazy("Phone"), field=phone_field, elsewhere=True),
        Fact(name="email", label=gettext_lazy("E-mail"), field=email_field, elsewhere=True),
        Fact(name="prefers", label=gettext_lazy("Likes to be reached"), field=partial(line_field, 200)),
        Fact(name="note", label=gettext_lazy("What matters to them"), field=note_field),
        Fact(
            name="birthday_month",
            label=gettext_lazy("Month of birth"),
            field=month_field,
            said=month_said,
        ),
    )


def person_facts(member: Member | None = None) -> dict[str, Fact]:
    """Every fact of a person that this member may read, by its name, in the order the page shows them; without a member, what
    they themselves may."""
    return {fact.name: fact for fact in (*columns(), *custom_facts("people", member))}
