"""Which way of counting was chosen for this firm, and why: for an owner, without a word of statistics."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regulars.retention.choice_facts import ChoiceFact, SetRight
from regulars.retention.firm_facts import FirmFacts
from regulars.retention.pictures.saying import iso_day
from regulars.team.models import Firm

WAYS: dict[str, Promise] = {
    "nbd": gettext_lazy("everybody comes at a pace of their own, and stays"),
    "bg/nbd": gettext_lazy(
        "everybody comes at a pace of their own, and may leave after any order but the first"
    ),
    "mbg/nbd": gettext_lazy("everybody comes at a pace of their own, and may leave after any order"),
    "pareto/nbd": gettext_lazy("everybody comes at a pace of their own, and may leave at any time"),
    "mbg/cnbd-2": gettext_lazy(
        "everybody comes at a pace of their own, more regularly than chance, and may leave after any order"
    ),
}
LEAST_COMPARED = 50
"""What regulars.lifetime asks for at the day it looks from."""
ALIKE = 0.002
"""Log losses this near to each other are as good as equal."""
FLAT = 1.1
"""A liveliest month no livelier than this, over an average one, is no season to speak of."""
NUMBERS: dict[int, Promise] = {
    2: gettext_lazy("two"),
    3: gettext_lazy("three"),
    4: gettext_lazy("four"),
    5: gettext_lazy("five"),
}


class Way(NamedTuple):
    """A row of the table of what was tried."""

    words: str
    name: str
    off: str
    chosen: bool


def choice_shown(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    """What the page of it needs; nothing where no scoring has chosen yet."""
    choice = facts.get("choice")
    return {"reasons": chosen_and_why(choice, firm), "ways": ways(choice)} if choice else {}


def chosen_and_why(choice: ChoiceFact, firm: Firm) -> list[str]:
    """In sentences: what was chosen and how, the season, what earlier forecasts taught, who was not learnt from."""
    told = [
        chosen(choice, firm),
        runner_up(choice),
        season(choice),
        set_right(choice["chances"]),
        not_fitted(choice, firm),
        no_leaving(choice, firm),
    ]
    return [sentence for sentence in told if sentence]


def ways(choice: ChoiceFact) -> list[Way]:
    """The best first."""
    return [
        Way(way(rival["name"]), rival["name"], f"{rival['log_loss']:.3f}", rival["name"] == choice["name"])
        for rival in choice["rivals"]
    ]


def way(name: str) -> str:
    return str(WAYS.get(name, name))


def chosen(choice: ChoiceFact, firm: Firm) -> str:
    numbers = {"way": way(choice["name"]), "customers": choice["customers"], "least": LEAST_COMPARED}
    if choice["compared"] == "too_short":
        numbers["days"] = (date.fromisoformat(choice["until"]) - date.fromisoformat(choice["since"])).days
        return (
            _(
                "Too little history to compare ways of counting: your orders cover %(days)d days. Until they cover more "
                "we take what fits most firms: %(way)s."
            )
            % numbers
        )
    if choice["compared"] == "too_few":
        numbers["words"] = firm.word_customers
        return (
            _(
                "Too few %(words)s to compare ways of counting: you have %(customers)d, and it takes about %(least)d. Until "
                "then we take what fits most firms: %(way)s. The ranges are wide for that reason."
            )
            % numbers
        )
    return _(
        "We compared %(number)s ways of counting on your own past, pretending it was %(days)s, and kept the one whose "
        "chances came nearest to what people then did: %(way)s."
    ) % (numbers | {"number": number(len(choice["rivals"])), "days": days(choice)})


def number(count: int) -> str:
    return str(NUMBERS.get(count, count))


def days(choice: ChoiceFact) -> str:
    """`27 Feb 2026 and 1 Apr 2026`."""
    told = [iso_day(look["day"]) for look in choice["looks"]]
    if len(told) < 2:
        return "".join(told)
    return _("%(others)s and %(last)s") % {"others": ", ".join(told[:-1]), "last": told[-1]}


def runner_up(choice: ChoiceFact) -> str:
    if len(choice["rivals"]) < 2:
        return ""
    best, second = choice["rivals"][:2]
    words = {"way": way(second["name"])}
    if second["log_loss"] - best["log_loss"] <= ALIKE:
        return _("Nearly as good: %(way)s. It would hardly change what you read here.") % words
    return _("The next best was further off: %(way)s.") % words


def season(choice: ChoiceFact) -> str:
    found, factors = choice["season"], choice["factors"]
    if factors:
        return months(factors, found == "partly")
    if found == "too_short":
        return _(
            "Your orders do not cover a whole year yet, so nobody can tell whether your year has a season."
        )
    if found == "one_cohort":
        return _(
            "They all began at about the same time, so a season could not be told from people getting used to you."
        )
    if found == "did_not_help":
        return _("We looked for a season in your year; counting every month alike came nearer.")
    return ""


def months(factors: list[float], partly: bool) -> str:
    """The liveliest and the quietest month, against an average one."""
    high, low = factors.index(max(factors)), factors.index(min(factors))
    words = {
        "high": MONTHS[high + 1],
        "most": times(factors[high]),
        "low": MONTHS[low + 1],
        "least": times(factors[low]),
    }
    if factors[high] <= FLAT:
        said = _("Your months are much alike: none is far from an average one.")
    else:
        said = _(
            "Your year has a season: %(high)s is %(most)s times an average month, %(low)s %(least)s times. So a quiet "
            "%(low)s is not taken for leaving, and a busy %(high)s is expected."
        )
    rest = _("Months your orders do not cover yet are guessed from those around them.") if partly else ""
    return f"{said % words} {rest}".strip()


def times(factor: float) -> str:
    return f"{factor:.1f}"


def set_right(chances: SetRight) -> str:
    without, with_it = chances["without"], chances["with_it"]
    if not without or with_it is None:
        return ""
    if not chances["kept"]:
        return _(
            "Correcting chances by how earlier ones turned out did not help, so they are left as they are."
        )
    return _(
        "Chances are corrected by how earlier ones turned out: that brought them %(percent)s%% nearer."
    ) % {"percent": f"{100 * (without - with_it) / without:.1f}".removesuffix(".0")}


def not_fitted(choice: ChoiceFact, firm: Firm) -> str:
    """Who had begun before the records did: they look new, and would bend the count."""
    before = choice["before"]
    if not before:
        return ""
    return ngettext(
        "%(count)d of your %(words)s seems to have come before your records begin: we tell their chances, but learnt "
        "from the others.",
        "%(count)d of your %(words)s seem to have come before your records begin: we tell their chances, but learnt "
        "from the others.",
        before,
    ) % {"count": before, "words": firm.word_customers}


def no_leaving(choice: ChoiceFact, firm: Firm) -> str:
    if not choice["no_leaving_seen"]:
        return ""
    said = _("No sign of leaving yet: your orders cannot tell a %(word)s who left for good from a slow one.")
    return said % {"word": firm.word_customer}
