"""The sentences of what happens in care. What is somebody's own business (a wish, a reason) never stands in an event."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.models import Answer, GoalOutcome, Side, Verdict, Wanted
from regulars.timeline.registry import Sentence, says
from regulars.web.templatetags.say import day

PLAIN: dict[str, Promise] = {
    "care.wish_heard": gettext_lazy("%(who)s noted a wish of theirs"),
    "care.wish_granted": gettext_lazy("%(who)s noted that a wish of theirs came true"),
    "care.wish_dropped": gettext_lazy("%(who)s noted that they no longer wish for something"),
    "care.wish_heard_again": gettext_lazy("%(who)s heard a wish of theirs again"),
    "care.said": gettext_lazy("%(who)s noted what they said"),
    "care.meant": gettext_lazy("%(who)s asked a second question, and noted what they meant"),
    "care.flag_lifted": gettext_lazy("%(who)s noted that the hard time is over"),
    "care.advice_given": gettext_lazy("%(who)s gave them advice"),
    "care.review_done": gettext_lazy("%(who)s reviewed the account with them"),
    "care.incident": gettext_lazy("%(who)s owned up to a mistake of ours"),
    "care.mended": gettext_lazy("%(who)s noted what we changed after a mistake of ours"),
    "care.sheet_written": gettext_lazy("%(who)s brought the protection sheet up to date"),
    "care.origin_unknown": gettext_lazy("%(who)s: nobody knows any more how they came to us"),
    "care.season_ended": gettext_lazy("%(who)s ended the hard season: selling goes on as usual"),
    "care.settings_changed": gettext_lazy("%(who)s changed the settings of care"),
}
UNTIL: dict[str, Promise] = {
    "care.flag_raised": gettext_lazy("%(who)s asked everybody to go gently until %(day)s"),
    "care.flag_extended": gettext_lazy("%(who)s asked everybody to go gently on, until %(day)s"),
    "care.season_began": gettext_lazy(
        "%(who)s began a hard season: the whole firm goes gently until %(day)s"
    ),
}


def teller(sentence: Promise) -> Sentence:
    def tell(data: dict[str, Any], actor: str) -> str:
        days = {"day": said(data["until"])} if "until" in data else {}
        return str(sentence) % ({"who": actor} | days)

    return tell


def said(iso: str) -> str:
    return day(date.fromisoformat(iso))


for kind, sentence in (PLAIN | UNTIL).items():
    says(kind)(teller(sentence))


@says("care.goal_stated")
def goal_stated(data: dict[str, Any], actor: str) -> str:
    if data["side"] == Side.OURS:
        return _("%(who)s noted a goal of ours with them") % {"who": actor}
    return _("%(who)s noted a goal of theirs") % {"who": actor}


@says("care.goal_settled")
def goal_settled(data: dict[str, Any], actor: str) -> str:
    words = {"who": actor, "outcome": GoalOutcome(data["after"]["outcome"]).label}
    if data["side"] == Side.OURS:
        return _("%(who)s noted about a goal of ours with them: %(outcome)s") % words
    return _("%(who)s noted about a goal of theirs: %(outcome)s") % words


@says("care.advice_answered")
def advice_answered(data: dict[str, Any], actor: str) -> str:
    return _("%(who)s noted about our advice: %(answer)s") % {
        "who": actor,
        "answer": Answer(data["answer"]).label,
    }


@says("care.dependency_noted")
def dependency_noted(data: dict[str, Any], actor: str) -> str:
    return _("%(who)s noted what they depend on: %(words)s") % {"who": actor, "words": data["words"]}


@says("care.dependency_acted")
def dependency_acted(data: dict[str, Any], actor: str) -> str:
    return _("%(who)s noted that they are ready for the end of %(words)s") % {
        "who": actor,
        "words": data["words"],
    }


@says("care.review_scheduled")
def review_scheduled(data: dict[str, Any], actor: str) -> str:
    return _("%(who)s planned a review with them for %(day)s") % {"who": actor, "day": said(data["due"])}


@says("care.review_moved")
def review_moved(data: dict[str, Any], actor: str) -> str:
    return _("%(who)s moved the review with them to %(day)s") % {"who": actor, "day": said(data["due"])}


@says("care.asked_first")
def asked_first(data: dict[str, Any], actor: str) -> str:
    """Without a name: whoever writes it down is never counted."""
    return _("They had to ask us first, for %(what)s") % {"what": Wanted(data["wanted"]).label}


@says("care.rival_seen")
def rival_seen(data: dict[str, Any], actor: str) -> str:
    words = {"who": actor, "rival": data["who"]}
    if data["hearsay"]:
        return _("%(who)s heard, from somebody else, of %(rival)s near them") % words
    return _("%(who)s noted that %(rival)s is near them") % words


@says("care.drill_run")
def drill_run(data: dict[str, Any], actor: str) -> str:
    return _("%(who)s thought through a better deal from a rival: %(verdict)s") % {
        "who": actor,
        "verdict": Verdict(data["verdict"]).label,
    }
