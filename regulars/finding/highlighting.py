"""What of a text was looked for, as pieces of plain text: a template marks them, so no text is ever taken for markup."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ς": "σ",
    }
)
_SILENT = set("'`´ʼ‘’")


class Piece(NamedTuple):
    text: str
    marked: bool


def pieces(text: str, words: Sequence[str]) -> list[Piece]:
    """`("Café Ines", ["caf"])` → Caf marked, é Ines not. Words count at their beginnings only, as they are found."""
    marked = [False] * len(text)
    folded, places = folded_with_places(text)
    for word in words:
        begin = folded.find(word)
        while begin >= 0:
            if begin == 0 or folded[begin - 1] == " ":
                for place in range(places[begin], places[begin + len(word) - 1] + 1):
                    marked[place] = True
            begin = folded.find(word, begin + 1)
    return list(joined(text, marked))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its letters which letter of the original it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter in _SILENT:
            continue
        for plain in unicodedata.normalize("NFKD", letter).lower().translate(_LETTERS):
            if unicodedata.combining(plain):
                continue
            letters.append(plain if is_of_a_word(plain) else " ")
            places.append(place)
    return "".join(letters), places


def is_of_a_word(letter: str) -> bool:
    """Letters, digits and, of other scripts than ours, signs: somebody may be called ☕."""
    return letter.isalnum() if letter.isascii() else unicodedata.category(letter)[0] in "LNMS"


def joined(text: str, marked: list[bool]) -> list[Piece]:
    found: list[Piece] = []
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[begin]:
            found.append(Piece(text[begin:place], marked[begin]))
            begin = place
    return found


def glimpse(text: str, words: Sequence[str], size: int = 120) -> list[Piece]:
    """A stretch of a long text around the first thing marked in it."""
    text = " ".join(text.split())
    found = pieces(text, words)
    before = 0
    for piece in found:
        if piece.marked:
            break
        before += len(piece.text)
    start = max(0, before - size // 3) if before < len(text) else 0
    cut = text[start : start + size]
    shown = pieces(cut, words)
    head = [Piece("…", marked=False)] if start else []
    tail = [Piece("…", marked=False)] if start + size < len(text) else []
    return [*head, *shown, *tail]
