"""What somebody typed, as the words the index knows. The database folds it with the function that folded the names."""

import re
from dataclasses import dataclass

from django.db import connection

LONGEST = 100
MOST_WORDS = 6
_NUMBER = re.compile(r"[0-9+()./\-\s]+")
_NO_DIGIT = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` are folded; `digits` is what was dialled, without country prefixes' zeros, where it may be a telephone;
    `number` what may be the number of an order."""

    text: str
    words: tuple[str, ...]
    digits: str
    number: str

    @property
    def empty(self) -> bool:
        return not (self.words or self.number)


def read(typed: str) -> Asked:
    """Anything may be typed: what is no letter, digit or sign of a script leaves no word."""
    text = " ".join(plain(typed).split())[:LONGEST]
    if not text:
        return Asked("", (), "", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT finding_fold(%s)", [text])
        folded = cursor.fetchone()[0]
    return Asked(text, tuple(dict.fromkeys(folded.split()))[:MOST_WORDS], digits(text), number(text))


def plain(typed: str) -> str:
    """Without what the database cannot hold: NUL and halves of letters."""
    return typed[: LONGEST * 4].replace("\0", " ").encode("utf-8", "ignore").decode()


def digits(text: str) -> str:
    """`"+44 (0)20 7946 0018"` → `"442079460018"`; empty for what is not dialled."""
    if not _NUMBER.fullmatch(text):
        return ""
    return _NO_DIGIT.sub("", text.replace("(0)", "")).lstrip("0")


def number(text: str) -> str:
    """One word with a digit in it may be an order's: `"#1001"`, `"inv-2024/7"` → as it is stored, in capitals."""
    whole = text.upper()
    return whole if " " not in whole and any(letter.isdecimal() for letter in whole) else ""
