"""A field that is being made asks for something, by what it is called: where a smaller answer does, it is offered (V6)."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.models import Kind
from regulars.trust.facts.births import says_born
from regulars.trust.facts.finding import What
from regulars.trust.facts.identities import says_identity

CARD = re.compile(
    r"\bcard\s*(?:number|no|nr)\b|kartennummer|numéro\s+de\s+carte|número\s+de\s+tarjeta", re.IGNORECASE
)
AGE = re.compile(r"^\s*(?:age|alter|âge|edad|età|leeftijd|ålder|alder)\s*$", re.IGNORECASE)
ANY_DAY = {Kind.DATE, Kind.TEXT, Kind.LONG_TEXT}
WORDS = {Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER}
LAST = gettext_lazy("last four signs")
BANDS = gettext_lazy("Under 18\n18 to 29\n30 to 44\n45 to 59\n60 or over")


class Smaller(NamedTuple):
    """`sent` is what the form would send instead, by its fields."""

    what: What
    sent: dict[str, str]
    why: str | Promise


def asked_for(given: Mapping[str, str]) -> Iterator[Smaller]:
    """Of the form of a new field: `label` and `kind`."""
    label, kind = given.get("label", ""), given.get("kind", "")
    if kind in WORDS and CARD.search(label):
        yield Smaller(
            What.CARD,
            {"label": _("Card, last four digits")},
            gettext_lazy("Its last four digits say which card it is."),
        )
    elif kind in ANY_DAY and says_born(label):
        yield Smaller(
            What.BIRTH,
            {"kind": Kind.CHOICE.value, "choices": _months()},
            gettext_lazy("Ask for the month alone: it does for a kind word."),
        )
    elif kind == Kind.NUMBER and AGE.match(label):
        sent = {"kind": Kind.CHOICE.value, "choices": str(BANDS)}
        yield Smaller(
            What.BIRTH, sent, gettext_lazy("An age is wrong within a year. A band does, and tells less.")
        )
    elif kind in WORDS and says_identity(label) and str(LAST) not in label:
        sent = {"label": f"{label}, {LAST}"}
        yield Smaller(What.IDENTITY, sent, gettext_lazy("The last four signs are enough to know it again."))


def _months() -> str:
    return "\n".join(str(name) for name in MONTHS.values())
