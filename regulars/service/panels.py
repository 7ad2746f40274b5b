"""What promises add to others' pages: a card and a button on an account's and a person's page, the agenda of a review.

Each panel asks once at most. They are rendered without the context of a whole page, which would be made for each.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import JSONObject
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from regulars.lib.panels import panel
from regulars.lib.printed_once import PrintedOnce
from regulars.lib.statements import MOMENTS, NUMBERS, Statement
from regulars.people.models import Account, Person
from regulars.people.models.sight import shows
from regulars.service.agenda import agenda_of
from regulars.service.forms import CallbackForm
from regulars.service.hanging import alone
from regulars.service.models import About, Promise, Side, State
from regulars.service.rate import Rate, counts
from regulars.service.words import tag_of
from regulars.team.models import Kind, Member
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event

SHOWN = 5
SHOWN_ALONE = 20
WEEKS = timedelta(days=90)
TOLD = (
    "id", "what", "side", "about", "due", "due_day", "moves", "accepted_at", "declined_at", "declined_why", "state",
)  # fmt: skip


@panel("account.acts", 10)
def button(request: MemberRequest, account: Account) -> str:
    if not request.member.may_write:
        return ""
    return render_to_string("service/_button.html", {"address": reverse("promise-new", args=[account.pk])})


@panel("person.acts", 10)
def button_of_person(request: MemberRequest, person: Person) -> str:
    if not request.member.may_write:
        return ""
    address = f"{reverse('promise-new', args=[person.account_id])}?person={person.pk}"
    back = quote(reverse("person", args=[person.pk]))
    return render_to_string("service/_button.html", {"address": f"{address}&back={back}", "page": True})


@panel("account.compose", 20)
def callback(request: MemberRequest, account: Account) -> str:
    """The timer, and the place where the button above opens its form. Asks nothing."""
    if not request.member.may_write:
        return ""
    return TIMER(
        address=reverse("account-callbacks", args=[account.pk]),
        once=str(uuid4()),
        again=str(uuid4()),
        token=get_token(request),
    )


def timer(*, address: str, once: str, again: str, token: str) -> str:
    shown = {
        "address": address,
        "form": CallbackForm(initial={"once": once}),
        "again": again,
        "csrf_token": token,
    }
    return render_to_string("service/_compose.html", shown)


TIMER = PrintedOnce(timer, "address", "once", "again", "token")


@panel("account.right", 30)
def of_account(request: MemberRequest, account: Account) -> str:
    if not shows(request.member, account, Kind.PROMISES):
        return ""
    return card(request, "account_id", account.pk, reverse("account", args=[account.pk]) + "#promises")


@panel("person.right", 30)
def of_person(request: MemberRequest, person: Person) -> str:
    if not shows(request.member, person.account, Kind.PROMISES):
        return ""
    return card(request, "person_id", person.pk, reverse("person", args=[person.pk]) + "#promises")


@panel("care.review", 10)
def agenda(request: MemberRequest, record: Any) -> str:
    """For a review of an account, or for the account itself."""
    account = record if isinstance(record, Account) else record.account
    if not shows(request.member, account, Kind.PROMISES):
        return ""
    return render_to_string("service/_agenda.html", {"agenda": agenda_of(account)})


def summed(column: str, pk: int, now: datetime) -> QuerySet[Any, Any]:
    """Of one account or person, at most one row: the open promises, and what the rates of both sides are made of."""
    open_ones = ArrayAgg(
        JSONObject(**{name: name for name in TOLD}, price="price", whom="deliver_by__name"),
        filter=Q(state=State.OPEN),
        order_by=["due", "pk"],
        default=[],
    )
    figures = {
        f"{side}_{name}": _of(side, count) for side in Side.values for name, count in counts(now).items()
    }
    of_one = Promise.objects.filter(**{column: pk}).order_by().values(column)
    found: QuerySet[Any, Any] = of_one.annotate(open=open_ones, **figures)
    return found


SUMMED = {
    column: Statement(partial(summed, column), pk=NUMBERS, now=MOMENTS)
    for column in ("account_id", "person_id")
}
NONE: dict[str, Any] = {"open": []} | {f"{side}_{name}": 0 for side in Side.values for name in Rate._fields}


def card(request: MemberRequest, column: str, pk: int, back: str) -> str:
    """Open promises, what lapses first above, and what was kept so far; one query."""
    now = timezone.now()
    found: dict[str, Any] = next(iter(SUMMED[column](pk=pk, now=now)), NONE)
    ours, theirs = (Rate(**{name: found[f"{side}_{name}"] for name in Rate._fields}) for side in Side.values)
    shown = {
        "rows": [row_of(told, now) for told in found["open"][:SHOWN]],
        "more": max(0, len(found["open"]) - SHOWN),
        "ours": ours,
        "theirs": theirs,
        "back": back,
        "may_write": request.member.may_write,
        "csrf_token": get_token(request),
    }
    return render_to_string("service/_panel.html", shown)


def _of(side: str, count: Any) -> Any:
    narrowed = count.copy()
    narrowed.filter = Q(side=side) & count.filter
    return narrowed


def row_of(told: dict[str, Any], now: datetime) -> dict[str, Any]:
    promise = Promise(**{name: told[name] for name in TOLD})
    promise.due, promise.due_day = read_moment(told["due"]), parse_date(told["due_day"] or "")
    return {
        "pk": promise.pk,
        "url": reverse("promise", args=[promise.pk]),
        "what": promise.what,
        "tag": tag_of(promise, now),
        "note": note_of(promise, told["whom"]),
        "at_once": promise.about != About.FOLLOW_UP and told["price"] is None,
    }


def read_moment(text: str) -> datetime:
    """A moment as the database writes it into JSON, which is ISO 8601."""
    moment = parse_datetime(text)
    if moment is None:
        raise ValueError(f"{text!r} is no moment.")
    return moment


def note_of(promise: Promise, whom: str | None) -> str:
    """Where somebody's yes is missing."""
    words = {"who": (whom or _("Somebody")).split()[0], "why": promise.declined_why}
    if promise.declined_at:
        return _("%(who)s said no: %(why)s") % words
    return _("%(who)s has not said yes yet") % words if promise.is_waiting else ""


@panel("member.sight", 30)
def seen(request: MemberRequest, member: Member) -> str:
    """How many of all that colleague sees."""
    of_all = Promise.objects.filter(account__removed_at=None)
    seen = of_all.filter(pk__in=Promise.objects.visible_to(member).values("pk"))
    shown = {"label": _("Promises"), "seen": seen.count(), "whole": of_all.count()}
    return render_to_string("team/_seen.html", shown)


@panel("member.alone", 20)
def alone_with(request: MemberRequest, colleague: Member) -> str:
    """Open promises that only they could keep, the nearest first."""
    visible = Promise.objects.visible_to(request.member).filter(pk__in=alone(colleague).values("pk"))
    found = list(visible.select_related("account").order_by("due", "pk")[:SHOWN_ALONE])
    return render_to_string("service/_alone.html", {"promises": found}) if found else ""


@panel("account.acts", 15)
def on_the_spot(request: MemberRequest, account: Account) -> str:
    if not request.member.may_write:
        return ""
    return render_to_string(
        "service/_spot_button.html", {"address": reverse("on-the-spot", args=[account.pk])}
    )


@panel("roles.limits", 10)
def refused(request: MemberRequest, member: Member) -> str:
    """Whether the limits let anything move: what was given and what was refused in the last weeks."""
    since = timezone.now() - WEEKS
    kinds = Event.objects.filter(kind__in=["service.gesture_given", "service.gesture_refused"], at__gte=since)
    counted = dict(kinds.order_by().values_list("kind").annotate(Count("pk")))
    shown = {
        "given": counted.get("service.gesture_given", 0),
        "refused": counted.get("service.gesture_refused", 0),
    }
    return render_to_string("service/_refused.html", shown) if counted else ""
