"""What is due, in words: tag, colour, heading, reason with its evidence, day, and what the button opens."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.care.due import ASKED, ENDS, FLAG, REVIEW, SHEET, Due
from regulars.care.models import Missing
from regulars.lib.attention import Link, Reason
from regulars.lib.counting import grouped
from regulars.web.templatetags.say import day

PARTS = ("owner", "backup", "reading", "idea", "review")


class Told(NamedTuple):
    """`label` is on the button that opens `card`; empty where the button is the one that reaches them."""

    tag: str
    tone: str
    group: str
    text: str
    on: date | None
    card: str
    label: str


def told(one: Due, today: date) -> Told:
    return TELLERS[one.kind](one, today)


def page(one: Due, card: str) -> str:
    return f"{reverse('care-account', args=[one.account_id])}#care-{card}"


def reason(one: Due, said: Told) -> Reason:
    return Reason(one.kind, said.text, one.data, (Link(_("How we know"), page(one, said.card)),))


def asked(one: Due, today: date) -> Told:
    words = {"n": grouped(one.data["number"]), "day": day(date.fromisoformat(one.data["last"]))}
    text = ngettext(
        "They had to ask us first, on %(day)s. They may be asking others too: offer something unasked.",
        "They had to ask us first %(n)s times, last on %(day)s. They may be asking others too: offer something unasked.",
        one.data["number"],
    )
    return Told(_("asked first"), "due", "keep", text % words, None, "asked", "")


def ends(one: Due, today: date) -> Told:
    on = date.fromisoformat(one.data["ends"])
    words = {"words": one.data["words"], "day": day(on)}
    if one.data["support"] and on <= today:
        words["stop"] = day(date.fromisoformat(one.data["support"]))
        text = (
            _("%(words)s ended on %(day)s; support stops on %(stop)s. Tell them calmly what they can do.")
            % words
        )
    elif on <= today:
        text = (
            _("%(words)s ended on %(day)s, and they are not ready yet. Tell them calmly what they can do.")
            % words
        )
    else:
        text = (
            _("%(words)s runs until %(day)s. Tell them now, so that they can choose without hurry.") % words
        )
    return Told(_("ends"), "due", "care", text, on, "depends", _("Tell them"))


def review(one: Due, today: date) -> Told:
    on = date.fromisoformat(one.data["due"])
    text = _("A review with them is due since %(day)s.") % {"day": day(on)}
    if on == today:
        text = _("A review with them is due today.")
    return Told(_("review"), "ok", "care", text, on, "reviews", _("Review it"))


def flag(one: Due, today: date) -> Told:
    on = date.fromisoformat(one.data["until"])
    text = _("We go gently with them until %(day)s. Ask how they are; extend it, or let it end.") % {
        "day": day(on)
    }
    return Told(_("go gently"), "due", "care", text, on, "flags", _("Look at it"))


def sheet(one: Due, today: date) -> Told:
    lacking = [str(Missing(part).label) for part in PARTS if one.data[part]]
    text = _("One of those you cannot afford to lose. Their protection sheet lacks: %(what)s.")
    return Told(
        _("protect"), "ok", "care", text % {"what": ", ".join(lacking)}, None, "sheet", _("Fill it in")
    )


TELLERS: dict[str, Callable[[Due, date], Told]] = {
    ASKED: asked,
    ENDS: ends,
    REVIEW: review,
    FLAG: flag,
    SHEET: sheet,
}
