"""The cards beside the morning list, read from what the newest scoring found. Each is None where it has too little."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.counting import grouped
from regulars.retention.firm_facts import DEFINITIONS
from regulars.team.models import Firm

WIDTH, HEIGHT = 260, 48


class Kept(NamedTuple):
    """Of last year's customers, how many percent are still with us; `change` in points since a year ago."""

    percent: int
    change: float | None
    of: int
    kept: int
    path: str

    @property
    def points(self) -> float:
        """The change without its sign, which the arrow shows."""
        return abs(self.change or 0)


class Value(NamedTuple):
    """`share` percent of the buyers bring `brought` percent of the year's value."""

    share: int
    brought: int
    people: int


def kept_card(facts: dict[str, Any]) -> Kept | None:
    kept = facts.get("kept")
    if not known(facts) or not kept or kept["rate"] is None:
        return None
    before = kept.get("before")
    change = None if before is None else round((kept["rate"] - before) * 100, 1)
    rates = [month["rate"] for month in kept.get("series", []) if month["rate"] is not None]
    return Kept(round(kept["rate"] * 100), change, kept["of"], kept["kept"], line(rates))


def value_card(facts: dict[str, Any]) -> Value | None:
    pareto = facts.get("pareto")
    if not known(facts) or not pareto or not pareto["customers_share"] or not pareto["value_share"]:
        return None
    share, brought = round(pareto["customers_share"] * 100), round(pareto["value_share"] * 100)
    return Value(share, brought, pareto["customers"])


def month_card(facts: dict[str, Any], firm: Firm) -> list[str]:
    """What this month means, in a few sentences; none where nothing happened or nothing is known."""
    bucket = facts.get("bucket")
    if not known(facts) or not bucket or not bucket["months"]:
        return []
    month = bucket["months"][-1]
    became = next(
        (
            c["became_customers"]
            for c in facts.get("conversion_by_month") or []
            if c["month"] == month["month"]
        ),
        0,
    )
    return [sentence for sentence in (verdict(month, became), *told(month, became, firm)) if sentence]


def verdict(month: dict[str, Any], became: int) -> str:
    won = month["came_back"] + became
    if not won and not month["lost"]:
        return _("Quiet so far: nobody new made it a habit and nobody left.")
    if won > month["lost"]:
        return _("Good so far.")
    if won == month["lost"]:
        return _("Even so far: as many left as came back or made it a habit.")
    return _("Leaking so far: more left than came back or made it a habit.")


def told(month: dict[str, Any], became: int, firm: Firm) -> list[str]:
    back, lost = month["came_back"], month["lost"]
    sentences = []
    if became:
        words = {"n": grouped(became), "client": firm.word_client, "clients": firm.word_clients}
        words |= {"customer": firm.word_customer, "customers": firm.word_customers}
        sentences.append(
            ngettext(
                "%(n)s %(client)s became a %(customer)s.", "%(n)s %(clients)s became %(customers)s.", became
            )
            % words
        )
    if back:
        sentences.append(ngettext("%(n)s came back.", "%(n)s came back.", back) % {"n": grouped(back)})
    if lost:
        said = ngettext("%(n)s is now counted as lost.", "%(n)s are now counted as lost.", lost)
        sentences.append(said % {"n": grouped(lost)})
    return sentences


def known(facts: dict[str, Any]) -> bool:
    return facts.get("definitions") == DEFINITIONS


def line(rates: list[float]) -> str:
    """An SVG path through `rates`, fitted into WIDTH × HEIGHT; empty for fewer than two."""
    if len(rates) < 2:
        return ""
    low, high = min(rates), max(rates)
    height = (high - low) or 1
    points = (
        f"{WIDTH * n / (len(rates) - 1):.0f} {HEIGHT - 6 - (HEIGHT - 12) * (rate - low) / height:.0f}"
        for n, rate in enumerate(rates)
    )
    return "M" + " L".join(points)
