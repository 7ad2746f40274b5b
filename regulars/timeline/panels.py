"""What the timeline adds to others' pages: how many notes name this member, and the newest of them on Today."""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.lib.statements import NUMBERS, Statement
from regulars.timeline.models import Mention

SHOWN = 3
MANY = 100  # more than that is told as "99+", and counted no further


def _unseen(member: int) -> QuerySet[Mention, Any]:
    return Mention.objects.to(member).unseen().values("pk")[:MANY]


UNSEEN = Statement(_unseen, member=NUMBERS)


def unseen_by(member: Any) -> list[Any]:
    if member.access.whole and member.is_active:
        return UNSEEN(member=member.pk)
    return list(Mention.objects.of(member).unseen().values("pk")[:MANY])


@panel("nav", 10)
def mentions_waiting(request: Any, member: Any) -> str:
    """One query by an index that holds nothing but what is not seen yet."""
    count = len(unseen_by(member))
    shown = {"count": "99+" if count == MANY else count, "number": count, "path": request.path}
    return render_to_string("timeline/_nav_mentions.html", shown) if count else ""


@panel("today.above", 10)
def mentions_today(request: Any, member: Any) -> str:
    waiting = Mention.objects.of(member).unseen().select_related("touch__account", "touch__member")
    found = list(waiting.order_by("-id")[: SHOWN + 1])
    shown = {"mentions": found[:SHOWN], "more": len(found) > SHOWN}
    return render_to_string("timeline/_today_mentions.html", shown) if found else ""
