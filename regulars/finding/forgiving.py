"""One typo is forgiven: the words there are that lie one slip of the finger from what was typed."""

from collections.abc import Iterator, Sequence

from django.db import connection

from regulars.finding.looking import ALTERNATIVES

SHORTEST = 4
LONGEST = 24
_ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويى",
    "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
]
# Which of the given spellings are a word, or begin one; whole words first, then as they were given.
_KNOWN = """
SELECT given.spelling FROM unnest(%s::text[]) WITH ORDINALITY AS given (spelling, place)
CROSS JOIN LATERAL (
    SELECT word FROM finding_word WHERE word ~>=~ given.spelling AND word ~<~ (given.spelling || chr(1114111))
    ORDER BY word USING ~<~ LIMIT 1) AS first
ORDER BY first.word <> given.spelling, given.place LIMIT %s
"""


def spellings(words: Sequence[str]) -> list[list[str]] | None:
    """For each word what may have been meant; None where nothing else is known for any of them.

    A word that somebody has stays as it is, unless all of them are such: then any may be the wrong one.
    """
    there = set(known(words, len(words)))
    if there.issuperset(words):
        found = [[word, *meant(word)] for word in words]
    else:
        found = [[word] if word in there else meant(word) or [word] for word in words]
    return found if found != [[word] for word in words] else None


def meant(word: str) -> list[str]:
    """At most a few known words, or beginnings of such, one slip away."""
    if not SHORTEST <= len(word) <= LONGEST or any(letter.isdecimal() for letter in word):
        return []
    return known(list(dict.fromkeys(slips(word))), ALTERNATIVES)


def known(spelled: Sequence[str], most: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [list(spelled), most])
        return [row[0] for row in cursor.fetchall()]


def slips(word: str) -> Iterator[str]:
    """Every spelling at a Damerau–Levenshtein distance of one, the likeliest slips first; in the word's own script."""
    letters = next((alphabet for alphabet in _ALPHABETS if set(word) & set(alphabet)), "".join(set(word)))
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for before, after in halves[:-2]:
        if after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
    for before, after in halves[:-1]:
        yield before + after[1:]
    for before, after in halves[:-1]:
        yield from (before + letter + after[1:] for letter in letters if letter != after[0])
    for before, after in halves:
        yield from (before + letter + after for letter in letters)


def nearly_begins(text: str, word: str) -> bool:
    """Whether `text` begins with something at most one slip away from `word`; a word too short to tell is no other."""
    if text.startswith(word):
        return True
    if len(word) < SHORTEST:
        return False
    return any(one_slip(word, text[: len(word) + more]) for more in (0, -1, 1))


def one_slip(one: str, other: str) -> bool:
    """A letter more, less or another, or two neighbours swapped."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])
