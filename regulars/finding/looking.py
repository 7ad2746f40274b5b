"""Candidates: a few documents that hold what was asked, from an index of beginnings. No broad word is ever read through."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from regulars.finding.asking import Asked

STORED = (6, 4, 3, 2, 1)
"""How many first letters of a word the index stores. A longer word is looked up by its first six, then compared."""
MOST = 100
WHOLE = 40
SHORT = 4
FEW = 12
TELEPHONE = 7  # from that many digits on any part of a number is looked for, before only its last ones
ALTERNATIVES = 8
_TOKENS = "finding_tokens(kind::text, own, other, digits)"
_ROWS = "SELECT kind, record_id, own, other FROM finding_document WHERE"


class Candidate(NamedTuple):
    kind: str  # a or p: an account or a person
    record_id: int
    own: str
    other: str


# Whose account a row is of, for who does not see them all.
_HOME = (
    "CASE kind WHEN 'a' THEN record_id ELSE (SELECT account_id FROM people_person WHERE id = record_id) END"
)
_SEEN = " AND {home} IN (SELECT id FROM people_account WHERE owner_id = ANY(%s) OR backup_id = ANY(%s))"
Whose = Sequence[int] | None


class Part(NamedTuple):
    """One SELECT of the union, with its parameters; `home` is the account of a row, in SQL."""

    sql: str
    values: list[Any]
    limit: int
    home: str = _HOME

    def of(self, whose: Whose) -> tuple[str, list[Any]]:
        """Narrowed before it is cut off, so that others' never stand in the way of one's own."""
        if whose is None:
            return f"({self.sql} LIMIT {self.limit})", self.values
        seen = _SEEN.format(home=self.home)
        return f"({self.sql}{seen} LIMIT {self.limit})", [*self.values, list(whose), list(whose)]


def clipped(word: str) -> str:
    return word[: next((size for size in STORED if size <= len(word)), 1)]


def candidates(asked: Asked, whose: Whose = None) -> list[Candidate]:
    """At most a few hundred: accounts and people whose own words begin so, people by the words around them where those
    are few, and telephones. `whose`: of the accounts that these look after, None of all."""
    spellings = [(word,) for word in asked.words]
    found = run(own(spellings) + telephones(asked.digits), whose) if spellings else []
    if spellings and asked.words[0][1:] and sum(one.kind == "p" for one in found) < FEW:
        found += run([around(spellings)], whose)
    return list(dict.fromkeys(found))


def candidates_spelled(spellings: Sequence[Sequence[str]], whose: Whose = None) -> list[Candidate]:
    """As `candidates`, with several ways to write each word."""
    return list(dict.fromkeys(run([*own(spellings), around(spellings)], whose)))


def own(spellings: Sequence[Sequence[str]]) -> list[Part]:
    """Accounts, and people by themselves; of one short word those come first to whom it is a whole word."""
    if len(spellings) == 1 and len(spellings[0][0]) == 1 and spellings[0][0].isascii():
        return [beginning(table, spellings[0][0]) for table in ("account", "person")]
    parts = [part(kind, spellings, kind, MOST) for kind in "ap"]
    if len(spellings) == 1 and len(spellings[0][0]) <= SHORT:
        parts = [whole(kind, spellings[0]) for kind in "ap"] + parts
    return parts


def beginning(table: str, letter: str) -> Part:
    """One letter begins so many words that only names are looked at, in their own order."""
    rows = f"SELECT '{table[0]}', id, folded, '' FROM people_{table}"  # noqa: S608 # our own names
    home = "id" if table == "account" else "account_id"
    return Part(f"{rows} WHERE folded LIKE %s AND removed_at IS NULL", [f"{escaped(letter)}%"], WHOLE, home)


def whole(kind: str, words: Sequence[str]) -> Part:
    tokens = [f"{kind}{word}." for word in words]
    return Part(f"{_ROWS} {_TOKENS} && %s::text[]", [tokens], WHOLE)


def around(spellings: Sequence[Sequence[str]]) -> Part:
    """People of whom each word is a beginning of their own or of their firm's, their job's or their e-mail's."""
    return part("p", spellings, "p~$", MOST)


def part(kind: str, spellings: Sequence[Sequence[str]], marks: str, limit: int) -> Part:
    """Documents of `kind` that hold each of the words in one of its spellings, under one of the index's `marks`."""
    tests, values = ["kind = %s"], [kind]
    for words in spellings:
        tests.append(f"{_TOKENS} && %s::text[]")
        values.append([token for word in words for token in tokens(word, marks)])  # type: ignore[arg-type] # a parameter each
        if any(clipped(word) != word for word in words):
            tests.append("(' ' || own || ' ' || other || ' ' || digits) LIKE ANY (%s)")
            values.append([f"% {escaped(word)}%" for word in words] + endings(words, marks))  # type: ignore[arg-type] # as above
    return Part(f"{_ROWS} {' AND '.join(tests)}", list(values), limit)


def tokens(word: str, marks: str) -> list[str]:
    """How the index writes the beginning of a word under each of its marks; `$` is the end of a telephone number."""
    found = [f"{mark}{clipped(word)}" for mark in marks if mark != "$"]
    if "$" in marks and dialled(word):
        found.append(f"${word[-4:]}")
    return found


def endings(words: Sequence[str], marks: str) -> list[str]:
    return [f"%{word}" for word in words if "$" in marks and dialled(word)]


def dialled(word: str) -> bool:
    return len(word) >= 4 and word.isascii() and word.isdecimal()


def escaped(word: str) -> str:
    """No wildcard for LIKE. Words hold neither % nor _ nor a backslash once folded; this stays true if that changes."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def telephones(digits: str) -> list[Part]:
    """Numbers with these digits in them, or, typed with more before them than we hold, numbers these end in."""
    if len(digits) < 4:
        return []
    if len(digits) < TELEPHONE:
        tokens, test = [f"${digits[-4:]}"], "digits LIKE %s"
        return [Part(f"{_ROWS} {_TOKENS} @> %s::text[] AND {test}", [tokens, f"%{digits}"], MOST)]
    tokens = [f"#{digits[-4:]}"] + ([f"#{digits[-8:-4]}"] if len(digits) >= 8 else [])
    test = "(strpos(digits, %s) > 0 OR (length(digits) >= 7 AND strpos(%s, digits) > 0))"
    return [Part(f"{_ROWS} {_TOKENS} @> %s::text[] AND {test}", [tokens, digits, digits], MOST)]


def run(parts: Sequence[Part], whose: Whose = None) -> list[Candidate]:
    narrowed = [one.of(whose) for one in parts]
    union = " UNION ALL ".join(sql for sql, _values in narrowed)
    values = [value for _sql, each in narrowed for value in each]
    with connection.cursor() as cursor:
        cursor.execute(union, values)
        return [Candidate(*row) for row in cursor.fetchall()]
