"""The sentences of what happens to a promise. That one was made is told by the promise itself."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from regulars.lib.money import format_money
from regulars.team.models import OnTheSpot
from regulars.timeline.registry import says
from regulars.web.templatetags.say import short_day


@says("service.promise_made", on_timeline=False)
def promise_made(data: dict[str, Any], actor: str) -> str:
    if data["side"] == "ours":
        return _("%(actor)s promised: %(what)s") % {"actor": actor, "what": data["what"]}
    return _("%(actor)s noted what they promised: %(what)s") % {"actor": actor, "what": data["what"]}


@says("service.promise_kept")
def promise_kept(data: dict[str, Any], actor: str) -> str:
    words = {"actor": actor, "what": data["what"], "how": data["how"]}
    if data["side"] == "theirs":
        told = (
            _("They kept a promise, late: %(what)s") if data["late"] else _("They kept a promise: %(what)s")
        )
    elif data["late"]:
        told = _("%(actor)s kept a promise, late: %(what)s")
    else:
        told = _("%(actor)s kept a promise: %(what)s")
    return told % words + (f" · {data['how']}" if data["how"] else "")


@says("service.promise_broken")
def promise_broken(data: dict[str, Any], actor: str) -> str:
    words = {"what": data["what"], "why": data["why"]}
    if data["side"] == "theirs":
        return _("They broke a promise: %(what)s · %(why)s") % words
    return _("We broke a promise: %(what)s · %(why)s") % words


@says("service.promise_withdrawn")
def promise_withdrawn(data: dict[str, Any], actor: str) -> str:
    words = {"actor": actor, "what": data["what"], "why": data["why"]}
    return _("%(actor)s withdrew a promise: %(what)s · %(why)s") % words


@says("service.promise_moved")
def promise_moved(data: dict[str, Any], actor: str) -> str:
    words = {"what": data["what"], "day": due_in(data), "who": data["said_by"], "word": data["word"]}
    return _("A promise was moved to %(day)s: %(what)s · %(who)s said: “%(word)s”") % words


def due_in(data: dict[str, Any]) -> str:
    if data["day"]:
        return short_day(date.fromisoformat(data["day"]))
    moment = timezone.localtime(datetime.fromisoformat(data["due"]))
    return f"{short_day(moment)} {time_format(moment, 'H:i')}"


@says("service.promise_handed_over")
def promise_handed_over(data: dict[str, Any], actor: str) -> str:
    words = {"actor": actor, "what": data["what"], "to": data["to"]}
    if data["mine"]:
        return _("%(actor)s took over a promise: %(what)s") % words
    return _("%(actor)s asked %(to)s to deliver: %(what)s") % words


@says("service.promise_accepted")
def promise_accepted(data: dict[str, Any], actor: str) -> str:
    return _("%(actor)s said yes to delivering: %(what)s") % {"actor": actor, "what": data["what"]}


@says("service.promise_declined")
def promise_declined(data: dict[str, Any], actor: str) -> str:
    words = {"actor": actor, "what": data["what"], "why": data["why"]}
    return _("%(actor)s cannot deliver: %(what)s · %(why)s") % words


@says("service.gesture_given")
def gesture_given(data: dict[str, Any], actor: str) -> str:
    words = {"actor": actor, "words": data["words"], "what": _on_the_spot(data), "cost": _cost(data)}
    return _("%(actor)s gave on the spot: %(words)s (%(what)s, %(cost)s)") % words


@says("service.gesture_refused")
def gesture_refused(data: dict[str, Any], actor: str) -> str:
    words = {"actor": actor, "what": _on_the_spot(data), "cost": _cost(data)}
    return _("%(actor)s wanted to give %(what)s of %(cost)s, above the limit") % words


def _on_the_spot(data: dict[str, Any]) -> str:
    return str(OnTheSpot(data["what"]).label).lower()


def _cost(data: dict[str, Any]) -> str:
    return format_money(Decimal(data["cost"]), data["currency"])
