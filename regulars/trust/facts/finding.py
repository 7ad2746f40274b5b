"""What a text holds that is more than the job needs, where it stands, and the smaller form that would do (V6)."""

import re
from enum import StrEnum
from typing import NamedTuple


class What(StrEnum):
    BIRTH = "birth"
    CARD = "card"
    IDENTITY = "identity"
    BANK = "bank"


class Found(NamedTuple):
    """`text[start:end]` is what was found; `smaller` may stand in its place."""

    what: What
    start: int
    end: int
    smaller: str


GAPS = " \t\u00a0\u2007\u2009\u200a\u200b\u202f.\u00b7-\u2010\u2011\u2012\u2013/"
"""What people write between the digits of a number."""


def digits_of(text: str) -> str:
    """Its digits, of any script, as those of ASCII."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def near(words: re.Pattern[str], text: str, span: tuple[int, int], before: int, after: int) -> bool:
    """Whether one of `words` stands close to what is at `span`."""
    start, end = span
    return bool(words.search(text[max(0, start - before) : start]) or words.search(text[end : end + after]))
