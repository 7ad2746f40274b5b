"""What matters now about an account: the few lines on its page; everything else is one click further."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.care.known import Known
from regulars.care.models import Missing, Wanted, missing_parts
from regulars.lib.counting import grouped
from regulars.people.models import Account
from regulars.retention.models import Score
from regulars.web.templatetags.say import day


class Line(NamedTuple):
    """`tone` and `tag` say the same, in colour and in words; `card` is where on their care page it stands."""

    text: str
    tag: str
    tone: str
    card: str


def matters_now(found: Known, account: Account, score: Score | None) -> list[Line]:
    told = [*asked(found), *neither_gains(found), *ends(found), *review(found), *rival(found)]
    if score and score.top:
        told += sheet(found, account)
    return told


def asked(found: Known) -> list[Line]:
    if not found.asked:
        return []
    number = len(found.asked)
    words = {
        "n": grouped(number),
        "what": Wanted(found.asked[0]["wanted"]).label,
        "days": found.settings.asked_days,
    }
    text = ngettext(
        "They had to ask us first, for %(what)s. They may be asking others too.",
        "They had to ask us first %(n)s times in %(days)s days. They may be asking others too.",
        number,
    )
    tag, tone = (_("risk"), "risk") if found.asks_too_often else (_("watch"), "due")
    return [Line(text % words, tag, tone, "asked")]


def neither_gains(found: Known) -> list[Line]:
    if not found.lose_lose:
        return []
    text = _("Neither they nor we get what we came for. Talk about it; nothing follows by itself.")
    return [Line(text, _("talk"), "risk", "goals")]


def ends(found: Known) -> list[Line]:
    told = []
    for end in found.ends[:2]:
        words = {"words": end["words"], "day": day(end["ends_on"])}
        if end["ends_on"] < found.today:
            told.append(Line(_("%(words)s ended on %(day)s.") % words, _("ended"), "due", "depends"))
        else:
            told.append(Line(_("%(words)s runs until %(day)s.") % words, _("tell them"), "plain", "depends"))
    return told


def review(found: Known) -> list[Line]:
    if not found.review or found.review["due_on"] > found.today:
        return []
    text = _("A review with them was due on %(day)s.") % {"day": day(found.review["due_on"])}
    return [Line(text, _("due"), "due", "reviews")]


def rival(found: Known) -> list[Line]:
    if not found.rivals:
        return []
    seen = found.rivals[0]
    words = {"who": seen["who"], "day": day(seen["heard_on"])}
    if seen["hearsay"]:
        return [
            Line(_("%(who)s may be near them: hearsay of %(day)s.") % words, _("hearsay"), "plain", "rivals")
        ]
    return [Line(_("%(who)s was near them on %(day)s.") % words, _("rival"), "due", "rivals")]


def sheet(found: Known, account: Account) -> list[Line]:
    """Only for top accounts: what their protection sheet lacks."""
    lacking = lacks(found, account)
    if not lacking:
        return []
    words = {"what": ", ".join(str(part.label) for part in lacking)}
    return [Line(_("Their protection sheet lacks: %(what)s.") % words, _("fill in"), "due", "sheet")]


def lacks(found: Known, account: Account) -> list[Missing]:
    sheet = found.sheet or {}
    return missing_parts(
        account,
        read_on=sheet.get("read_on"),
        written_on=sheet.get("written_on"),
        next_review=found.review["due_on"] if found.review else None,
        today=found.today,
        stale_days=found.settings.reading_days,
    )
