"""The headings of the morning list, in the order in which a day should begin: those we have before those we want (R3)."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from regulars.lib.attention import Item
from regulars.team.models import Firm

LEADS = "win"
ORDER = ("keep", "promises", "care", "reach", "faces", LEADS)
"""What sources may call their group. One that is not named here comes before the leads."""


class Group(NamedTuple):
    name: str
    heading: str
    words: str
    items: list[Item]


def rank(item: Item) -> tuple[bool, float]:
    """Leads after everybody else, whatever they may be worth; otherwise the most urgent first."""
    return item.group == LEADS, -item.priority


def grouped(items: list[Item], firm: Firm) -> list[Group]:
    """`items` under their headings; within a heading the order stays."""
    words = words_of(firm)
    found: dict[str, Group] = {}
    for item in items:
        if item.group not in found:
            heading, told = words.get(item.group, (item.group.replace("_", " ").capitalize(), ""))
            found[item.group] = Group(item.group, heading, told, [])
        found[item.group].items.append(item)
    return sorted(found.values(), key=lambda group: place(group.name))


def place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER) - 2


def words_of(firm: Firm) -> dict[str, tuple[str, str]]:
    words = {"customers": firm.word_customers, "clients": firm.word_clients}
    return {
        "keep": (_("Keep"), _("%(customers)s drifting away") % words),
        "promises": (_("Promises"), _("ours and theirs")),
        "care": (_("Look after"), _("people worth a kind word")),
        "reach": (_("Win back"), _("previous %(clients)s worth a call") % words),
        "faces": (_("New faces"), _("72 hours to follow up")),
        LEADS: (_("Win"), _("people who are not with us yet")),
    }
