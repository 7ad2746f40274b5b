"""What is ahead: orders week by week and month by month, and the products in them (R55)."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from regulars.retention.firm_facts import ComingItem, ComingPeriod, FirmFacts
from regulars.retention.pictures.saying import count, from_to, iso_day, roughly, span
from regulars.team.models import Firm


class Ahead(NamedTuple):
    when: str
    expected: str
    range: str
    beats: str


class Item(NamedTuple):
    name: str
    code: str
    expected: str
    range: str
    usual: str
    seen: str
    buyers: str


def coming(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    found = facts["coming"]
    if found is None:
        return {"coming": None}
    weeks, months = ([ahead(one) for one in found[step]] for step in ("weeks", "months"))
    return {
        "coming": {
            "next": weeks[0],
            "spans": [(_("Week by week"), weeks), (_("Month by month"), months)],
            "people": count(found["people"]),
            "rhythm": count(found["rhythm"]),
            "any_rhythm": found["rhythm"] > 0,
            "checked": found["checked"],
            "items": [item(one) for one in found["items"]],
            "items_since": iso_day(found["items_since"]),
            "items_span": span(found["weeks"][0]["start"], found["weeks"][-1]["end"]),
        }
    }


def ahead(one: ComingPeriod) -> Ahead:
    return Ahead(
        span(one["start"], one["end"]),
        count(one["expected"]),
        from_to(roughly(one["low"]), roughly(one["high"])),
        count(one["beats"]),
    )


def item(one: ComingItem) -> Item:
    return Item(
        one["name"],
        "" if one["code"] == one["name"] else one["code"],
        count(one["expected"]),
        from_to(roughly(one["low"]), roughly(one["high"])),
        one["usual"],
        count(one["seen"]),
        count(one["buyers"]),
    )
