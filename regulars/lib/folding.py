"""One spelling to compare names by: case, accents and punctuation folded, since the bundled server has no ICU."""

import re
import unicodedata

_GAPS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`"  Café   Müller & Söhne "` → `"cafe muller sohne"`. Letters of any script stay."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _GAPS.sub(" ", kept.casefold()).strip()


def initials(name: str) -> str:
    """At most two letters to stand for a name: `"Harbour Bakery"` → `"HB"`, `"Customer 17850"` → `"50"`.

    A number told by its last two digits, since the first ones are the same in a whole list.
    """
    words = [word for word in _GAPS.split(name) if word]
    if words and words[-1].isdecimal() and len(words) <= 2:
        return words[-1][-2:]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[1][0]).upper()
