"""The agenda of a review of what was promised (S61): what was kept first, then what is open, late and broken, of both
sides. Not only good news, and not only theirs."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.people.models import Account
from regulars.service.models import Promise, Side, State
from regulars.service.words import Tag, sentence, tag_of

PERIOD = timedelta(days=365)
MOST = 200


class Point(NamedTuple):
    """`ending` is what was said when it ended."""

    promise: Promise
    said: str
    tag: Tag
    ending: str


class Part(NamedTuple):
    heading: Any
    ours: list[Point]
    theirs: list[Point]


def agenda_of(account: Account, now: datetime | None = None) -> list[Part]:
    """Four parts, each of both sides, in the order a review goes through them; empty ones stay, for silence about what
    was broken would look like good news. What ended more than PERIOD ago is over."""
    now = now or timezone.now()
    recent = Q(state=State.OPEN) | Q(ended_at__gt=now - PERIOD)
    found = Promise.objects.filter(recent, account=account).exclude(state=State.WITHDRAWN).defer("custom")
    promises = list(found.order_by("-due", "-id")[:MOST])
    return [
        Part(heading, *(points(chosen, side, now) for side in (Side.OURS, Side.THEIRS)))
        for heading, chosen in (
            (_("Kept"), [one for one in promises if one.state == State.KEPT]),
            (_("Still open"), [one for one in promises if one.is_open and not one.late_at(now)]),
            (_("Late"), [one for one in promises if one.is_open and one.late_at(now)]),
            (_("Broken"), [one for one in promises if one.state == State.BROKEN]),
        )
    ]


def points(promises: list[Promise], side: Side, now: datetime) -> list[Point]:
    return [Point(one, sentence(one), tag_of(one, now), one.ending) for one in promises if one.side == side]
