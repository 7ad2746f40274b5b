"""The facts of an account."""

from functools import cache, partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.people.facts.custom import custom_facts
from regulars.people.facts.fact import Fact
from regulars.people.facts.typed import Line, line_field, name_field
from regulars.people.groups import as_in_use, groups_in_use
from regulars.people.models import GROUP_LENGTH, Account, Kind
from regulars.people.suggesting import SuggestingInput
from regulars.team.models import Member

GROUP_HELP = {
    "came_by": gettext_lazy(
        "Such as recommended, fair, web search, walked in. Leave it empty while nobody knows."
    ),
    "persona": gettext_lazy("In your own words: people who buy alike, such as cafés, gift shops, families."),
}


class GroupLine(Line):
    """The firm's own words: those in use with whom the member sees are offered again."""

    def __init__(self, group: str, **more: Any) -> None:
        suggested = SuggestingInput([], attrs={"maxlength": GROUP_LENGTH})
        super().__init__(max_length=GROUP_LENGTH, required=False, widget=suggested, **more)
        self.group, self.suggested = group, suggested

    def look_as(self, member: Member) -> None:
        assert isinstance(self.widget, SuggestingInput)
        self.widget.suggestions = groups_in_use(self.group, member)


def group_field(name: str) -> Line:
    return GroupLine(name, help_text=GROUP_HELP[name])


def member_field(empty: Any, required: bool = False) -> "forms.ModelChoiceField[Member]":
    active = Member.objects.filter(is_active=True).order_by("name")
    return forms.ModelChoiceField(
        active,
        required=required,
        empty_label=empty,
        error_messages={"required": _("Somebody has to look after them.")},
    )


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(choices=Kind.choices)


def contact_field() -> forms.TypedChoiceField:
    choices = [("False", _("yes")), ("True", _("no, they asked not to be"))]
    return forms.TypedChoiceField(choices=choices, coerce=lambda text: text == "True")


def kind_said(account: Account, kind: str) -> str:
    return str(Kind(kind).label)


def may_be_contacted(account: Account, do_not: bool) -> str:
    return _("no, they asked not to be") if do_not else _("yes")


def member_said(relation: str, account: Account, pk: int | None) -> str:
    here = getattr(account, f"{relation}_id") == pk
    member = getattr(account, relation) if here else Member.objects.filter(pk=pk or 0).first()
    return member.first_name if member else ""


@cache
def columns() -> tuple[Fact, ...]:
    return (
        Fact(name="name", label=gettext_lazy("Name"), field=name_field, elsewhere=True),
        Fact(
            name="kind",
            label=gettext_lazy("They are"),
            field=kind_field,
            said=kind_said,
        ),
        Fact(name="country", label=gettext_lazy("Country"), field=partial(line_field, 80)),
        Fact(
            name="came_by",
            label=gettext_lazy("How they came to us"),
            field=partial(group_field, "came_by"),
            stored=partial(as_in_use, "came_by"),
        ),
        Fact(
            name="persona",
            label=gettext_lazy("Kind of buyer"),
            field=partial(group_field, "persona"),
            stored=partial(as_in_use, "persona"),
        ),
        Fact(
            name="owner",
            label=gettext_lazy("Looked after by"),
            field=partial(member_field, gettext_lazy("nobody in particular"), required=True),
            said=partial(member_said, "owner"),
            empty=gettext_lazy("nobody in particular"),
            elsewhere=True,
        ),
        Fact(
            name="backup",
            label=gettext_lazy("When they are away"),
            field=partial(member_field, gettext_lazy("nobody yet")),
            said=partial(member_said, "backup"),
            empty=gettext_lazy("nobody yet"),
            elsewhere=True,
        ),
        Fact(
            name="do_not_contact",
            label=gettext_lazy("May be contacted"),
            field=contact_field,
            said=may_be_contacted,
            elsewhere=True,
        ),
    )


def account_facts(member: Member | None = None) -> dict[str, Fact]:
    """Every fact of an account that this member may read, by its name, in the order the page shows them; without a member, what
    they themselves may."""
    return {fact.name: fact for fact in (*columns(), *custom_facts("accounts", member))}
