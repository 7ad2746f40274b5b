"""Payment card numbers: 13 to 19 digits of a known range with Luhn's check digit (ISO/IEC 7812-1), spaced in any way.

A phone number begins with a nought or a plus, an order number seldom with a card's range and a right check digit: what
follows the word for an order is left alone unless it is grouped as a card is.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from regulars.trust.facts.finding import GAPS, Found, What, digits_of

RUN = re.compile(rf"(?<![\w+#])\d(?:[{re.escape(GAPS)}]{{0,2}}\d){{12,60}}(?![\w])")
GROUP = re.compile(r"\d+")
CARDLIKE = [
    (4, 4, 4, 4),
    (4, 6, 5),
    (4, 6, 4),
    (4, 4, 4, 4, 3),
    (4, 4, 4, 4, 1),
    (4, 4, 4, 1),
    (6, 13),
    (8, 8),
]
ORDERS = re.compile(
    r"(?:order|invoice|ref|reference|tracking|parcel|shipment|serial|sku|ean|gtin|isbn|imei|bestell\w*|rechnung\w*|auftrag\w*"
    r"|commande|facture|pedido|factura|ordine|fattura|no|nr|n°|phone|tel|mobile|fax)\b[\s.:#№-]{0,4}$",
    re.IGNORECASE,
)
CARD_WORDS = re.compile(r"card|visa|amex|maestro|karte|carte|tarjeta|carta|kort\b|kaart", re.IGNORECASE)
SHORTEST, LONGEST = 13, 19


def cards(text: str) -> Iterator[Found]:
    for run in RUN.finditer(text):
        digits = digits_of(run[0])
        if not _card(digits):
            yield from _inside(run[0], run.start())
        elif _grouped(run[0]) or not _ordered(text[max(0, run.start() - 30) : run.start()]):
            yield _found(*run.span(), digits)


def _ordered(before: str) -> bool:
    return bool(ORDERS.search(before)) and not CARD_WORDS.search(before)


def _inside(run: str, offset: int) -> Iterator[Found]:
    """Cards among other numbers: groups of digits that stand as on a card."""
    groups = list(GROUP.finditer(run))
    at = 0
    while at < len(groups):
        for shape in [*CARDLIKE, (13,), (14,), (15,), (16,), (19,)]:
            taken = groups[at : at + len(shape)]
            digits = digits_of("".join(group[0] for group in taken))
            if tuple(len(group[0]) for group in taken) == shape and _card(digits):
                yield _found(offset + taken[0].start(), offset + taken[-1].end(), digits)
                at += len(shape) - 1
                break
        at += 1


def _found(start: int, end: int, digits: str) -> Found:
    return Found(What.CARD, start, end, _("ending %(digits)s") % {"digits": digits[-4:]})


def _grouped(run: str) -> bool:
    return tuple(len(group[0]) for group in GROUP.finditer(run)) in CARDLIKE


def _card(digits: str) -> bool:
    return SHORTEST <= len(digits) <= LONGEST and in_range(digits) and luhn(digits) and len(set(digits)) > 1


def in_range(digits: str) -> bool:
    """Whether a card scheme gives out numbers of this beginning and this length."""
    two, three, four = int(digits[:2]), int(digits[:3]), int(digits[:4])
    match len(digits):
        case 13:
            return digits[0] == "4"
        case 14:
            return two in {36, 38, 39} or 300 <= three <= 305
        case 15:
            return two in {34, 37}
        case 16 if digits[0] == "4" or 51 <= two <= 55 or 2221 <= four <= 2720:
            return True
    debit = four in {5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763}
    return debit or (
        (
            len(digits) >= 16
            and (four == 6011 or two in {62, 65} or 644 <= three <= 649 or 3528 <= four <= 3589)
        )
        or (len(digits) == 19 and digits[0] == "4")
    )


def luhn(digits: str) -> bool:
    doubled = [int(one) * (1 + place % 2) for place, one in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0
