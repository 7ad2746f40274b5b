"""Contacts as lists know them: every call, letter, message, meeting and note that stands, newest first."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorExact
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lists.filters import All, Condition, Filter
from regulars.lists.ready_made import ReadyMade, has_ready_made
from regulars.lists.subjects import Field, Kind, Subject, offers, subject
from regulars.people import asking
from regulars.people.models.sight import within
from regulars.team.models import Member
from regulars.timeline.models import Channel, Touch
from regulars.timeline.models.touch import NOTE_WORDS

GROUP = _("The contact")


def visible(member: Member) -> QuerySet[Touch]:
    """The one door: whoever sees an account sees what was said there."""
    return within(Touch.objects.standing().filter(account__removed_at=None), member)


def _page(row: dict[str, Any]) -> str:
    return reverse("account", args=[row["account_id"]])


def saying(operator: str, value: Any) -> Q:
    """Of a note, by the index of its words; what in `value` would steer a search is read as words."""
    if operator == "empty":
        return Q(note="")
    said = Q(SearchVectorExact(NOTE_WORDS, SearchQuery(value or "", config="simple")))
    match operator:
        case "is":
            return said & Q(note__iexact=value)
        case "begins":
            return said & Q(note__istartswith=value)
        case _:
            return said


subject(
    Subject(
        name="touches",
        label=_("Contacts"),
        model=Touch,
        visible=visible,
        columns=("at", "account", "channel", "who", "two_way", "note"),
        order="-at",
        address=_page,
        needs=("id", "account_id"),
    )
)


@offers("touches")
def touches() -> Iterator[Field]:
    yield Field(name="at", label=_("When"), kind=Kind.MOMENT, path="at", sort=True, group=GROUP)
    yield Field(
        name="channel",
        label=_("How"),
        kind=Kind.CHOICE,
        path="channel",
        choices=lambda: [(code, str(label)) for code, label in Channel.choices],
        group=GROUP,
    )
    yield Field(
        name="who",
        label=_("Who of us"),
        kind=Kind.CHOICE,
        path="member_id",
        choices=cache(asking.member_choices),
        group=GROUP,
    )
    for name, label in (
        ("from_us", _("We began")),
        ("two_way", _("They answered")),
        ("sales", _("It was about selling")),
        ("thanks", _("We thanked them")),
    ):
        yield Field(name=name, label=label, kind=Kind.YES_NO, path=name, group=GROUP)
    yield Field(name="minutes", label=_("Minutes"), kind=Kind.NUMBER, path="minutes", group=GROUP)
    yield Field(
        name="note", label=_("What happened"), kind=Kind.TEXT, path="note", condition=saying, group=GROUP
    )
    yield from _with_whom()


def _with_whom() -> Iterator[Field]:
    group = _("With whom")
    for name, label in (("account", _("Account")), ("person", _("Person"))):
        yield Field(
            name=name,
            label=label,
            kind=Kind.TEXT,
            path=f"{name}__name",
            condition=asking.named(f"{name}__folded"),
            group=group,
        )
    yield Field(
        name="owner",
        label=_("Looked after by"),
        kind=Kind.CHOICE,
        path="account__owner_id",
        choices=cache(asking.member_choices),
        group=group,
    )


@has_ready_made("touches")
def ready() -> Iterator[ReadyMade]:
    mine = All((Condition("who", "is", "@me"),))
    yield ReadyMade("mine", _("Mine"), Filter("touches", mine))
    answered = All((Condition("two_way", "yes"), Condition("sales", "no"), Condition("at", "in_last", "30")))
    yield ReadyMade("answered", _("Answered lately, not selling"), Filter("touches", answered))
