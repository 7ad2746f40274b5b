"""The three lines before every contact (R49): what we know matters to them, when we last showed that we appreciate
them, what we value in their wishes; and one sincere way to make them feel important.

Only what was heard from them is told, with its day; what is old is told as old; what looks like a fact about health,
faith or family is never told.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.care.intrusive import looks_personal
from regulars.care.known import Known
from regulars.care.models import GoalOutcome, Side
from regulars.lib.counting import grouped
from regulars.people.contacting import first_word
from regulars.retention.models import Score
from regulars.web.templatetags.say import ago, day

FORGOTTEN = 120
"""Days without a thank-you after which thanking is the sincere way."""


@dataclass(frozen=True)
class Brief:
    """Sentences of each line; `gently`: instead of selling, until when; `way`: the one sincere way."""

    know: list[str]
    appreciate: list[str]
    value: list[str]
    way: str
    gently: str


def brief_of(found: Known, score: Score | None) -> Brief:
    return Brief(know(found), appreciate(found), value(found), way(found, score), gently(found))


def fit(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what is nobody's business."""
    return [row for row in rows if not looks_personal(row["words"])]


def current(found: Known) -> dict[str, Any] | None:
    """The newest wish that is still fresh."""
    return next((wish for wish in fit(found.wishes) if not is_old(found, wish["heard_on"])), None)


def is_old(found: Known, heard: date) -> bool:
    return bool((found.today - heard).days > found.settings.wish_days)


def know(found: Known) -> list[str]:
    told = [f"{first_word(note['who'])}: {ended(note['words'])}" for note in fit(found.notes)[:2]]
    if wish := current(found):
        words = {"words": unended(wish["words"]), "day": day(wish["heard_on"])}
        told.append(_("Wishes for: %(words)s (said on %(day)s).") % words)
    elif old := next(iter(fit(found.wishes)), None):
        words = {"words": unended(old["words"]), "ago": ago((found.today - old["heard_on"]).days)}
        told.append(_("%(ago)s they wished for: %(words)s. Ask whether they still do.") % words)
    elif goal := their_goal(found):
        told.append(_("They want: %(words)s.") % {"words": unended(goal)})
    return told or [_("Nothing noted yet. Ask what matters to them, and write it down.")]


def their_goal(found: Known) -> str:
    open_ones = [goal.words for goal in found.goals if goal.side == Side.THEIRS and not goal.outcome]
    return next((words for words in open_ones if not looks_personal(words)), "")


def appreciate(found: Known) -> list[str]:
    told = [_("No thank-you is noted yet.")]
    if found.thanked:
        days = (found.today - found.thanked).days
        told = [_("Last thanked %(ago)s.") % {"ago": ago(days)} if days > 0 else _("Thanked today.")]
    if stayed := [incident for incident in found.incidents if incident["stayed"]]:
        words = {
            "n": grouped(len(stayed)),
            "what": unended(stayed[0]["words"]),
            "year": stayed[0]["happened_on"].year,
        }
        told.append(
            ngettext(
                "They stayed through a mistake of ours in %(year)s: %(what)s.",
                "They stayed through %(n)s mistakes of ours, the last in %(year)s: %(what)s.",
                len(stayed),
            )
            % words
        )
    if found.incidents and not found.incidents[0]["stayed"]:
        last = found.incidents[0]
        words = {"what": unended(last["words"]), "day": day(last["happened_on"])}
        told.append(_("We let them down on %(day)s: %(what)s. They have not ordered since.") % words)
    return told


def value(found: Known) -> list[str]:
    told = []
    if found.meant and not looks_personal(f"{found.meant[0]['said']} {found.meant[0]['meant']}"):
        words = {name: unended(found.meant[0][name]) for name in ("said", "meant")}
        told.append(_("They said “%(said)s”; asked again, they meant “%(meant)s”.") % words)
    missed = [
        goal.words
        for goal in found.goals
        if goal.side == Side.THEIRS and goal.outcome == GoalOutcome.MISSED and not looks_personal(goal.words)
    ]
    if missed:
        told.append(_("They wanted this and did not get it: %(words)s.") % {"words": unended(missed[0])})
    return told


def way(found: Known, score: Score | None) -> str:
    """One sincere way to make them feel important: the first that the facts allow."""
    if found.gently_until:
        return _("Ask how they are, and offer nothing.")
    if found.incidents and found.incidents[0]["mended"] and not found.incidents[0]["stayed"]:
        return _("Tell them what has changed since: %(what)s.") % {
            "what": unended(found.incidents[0]["mended"])
        }
    if wish := current(found):
        words = {"who": first_word(wish["who"])} if wish["who"] else {}
        asked = (
            _("Ask %(who)s how that is going, and how else we can help.")
            if words
            else _("Ask how that is going, and how else we can help.")
        )
        return asked % words
    forgotten = found.thanked is None or (found.today - found.thanked).days > FORGOTTEN
    if forgotten and score and score.orders > 1 and score.first_day:
        words = {"orders": grouped(score.orders), "year": str(score.first_day.year)}
        return _("Thank them: %(orders)s orders since %(year)s are not a matter of course.") % words
    return _("Ask what would make their week easier, and write down the answer.")


def gently(found: Known) -> str:
    if found.gently_until is None:
        return ""
    return _("Go gently until %(day)s: listen, and do not sell.") % {"day": day(found.gently_until)}


def unended(words: str) -> str:
    return words.strip().rstrip(".")


def ended(words: str) -> str:
    text = words.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
