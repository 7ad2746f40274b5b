"""Looks through a text, or a form of texts, for more than the job needs, and makes the smaller form of it (V6)."""

import re
from collections.abc import Iterator
from datetime import date

from regulars.trust.facts.births import births
from regulars.trust.facts.cards import cards
from regulars.trust.facts.finding import Found, What
from regulars.trust.facts.identities import identities

MOST = 20_000
"""Signs of one text that are looked at; a form holds no longer ones."""
PATTERN = r"\d(\D{0,24}\d){3}"
"""Nothing is found in what has hardly a digit; the database reads this pattern too."""
DIGITS = re.compile(PATTERN)
IBAN = re.compile(r"\b[A-Z]{2}\d\d(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b", re.IGNORECASE)


def look(text: str, label: str = "", *, today: date, month_first: bool = False) -> list[Found]:
    """What is found, in order, none over another. `label` is what the field is called."""
    if not DIGITS.search(text):
        return []
    text, found = text[:MOST], list[Found]()
    for one in _all(text, label, today, month_first=month_first):
        if not any(one.start < other.end and one.end > other.start for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _all(text: str, label: str, today: date, *, month_first: bool) -> Iterator[Found]:
    yield from banks(text)
    yield from cards(text)
    yield from identities(text, label, today)
    yield from births(text, label, today, month_first=month_first)


def banks(text: str) -> Iterator[Found]:
    """Account numbers for payments (ISO 13616): fine to keep, and told, since few places need one."""
    for match in IBAN.finditer(text):
        plain = re.sub(r"[ -]", "", match[0]).upper()
        moved = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
        if int(moved) % 97 == 1:
            yield Found(What.BANK, match.start(), match.end(), match[0])


def too_much(found: list[Found]) -> list[Found]:
    """Those that ask for a smaller form."""
    return [one for one in found if one.what != What.BANK]


def smaller(text: str, found: list[Found]) -> str:
    """The text with the smaller form in place of each."""
    for one in sorted(found, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.smaller + text[one.end :]
    return text
