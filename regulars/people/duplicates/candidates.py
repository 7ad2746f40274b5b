"""Which records are worth comparing: those that share a key. One statement a kind and part, each well below memory.

A key that many share (info@, a switchboard, John Smith two thousand times) tells nothing, so its block is left out.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

CHUNK = 4000
RARE = 3
"""So many may have a name for the name itself to say something."""
_PARTS = {
    "name": "(SELECT string_agg(word, ' ' ORDER BY word) FROM unnest(string_to_array(person.folded, ' ')) AS word)",
    "here": "person.removed_at IS NULL AND account.removed_at IS NULL",
    "at": "people_person AS person JOIN people_account AS account ON account.id = person.account_id",
    "legal": r"\m(ltd|limited|gmbh|ag|kg|ohg|inc|llc|llp|plc|co|company|the|and|und)\M ?",
}
_WAYS = """
SELECT lower(person.email) AS key, person.{id} AS id FROM {at} WHERE {here} AND person.email <> '' AND '{way}' = 'email'
UNION SELECT person.phone_e164, person.{id} FROM {at} WHERE {here} AND person.phone_e164 <> '' AND '{way}' = 'phone'
UNION SELECT way.key, way.{owner} FROM people_contactpoint AS way
WHERE way.kind = '{way}' AND way.key <> '' AND way.{owner} IS NOT NULL
"""
_COLLEAGUES = "SELECT person.account_id::text AS key, person.id FROM {at} WHERE {here}"
_NAME_AND_COMPANY = """
SELECT {name} || '|' || left(account.folded, 4) AS key, person.id FROM {at}
WHERE {here} AND account.kind = 'company' AND person.folded <> ''
"""
_NAME_AND_ADDRESS = """
SELECT {name} || '|' || way.key AS key, person.id FROM {at}
JOIN people_contactpoint AS way ON way.account_id = account.id AND way.kind = 'address' AND way.key <> ''
WHERE {here} AND account.kind <> 'company'
"""
_ACCOUNT_NAME = """
SELECT trim(regexp_replace(account.folded, '{legal}', '', 'g')) AS key, account.id FROM people_account AS account
WHERE account.removed_at IS NULL AND account.folded <> ''
"""
_ACCOUNT_AND_ADDRESS = """
SELECT trim(regexp_replace(account.folded, '{legal}', '', 'g')) || '|' || left(way.key, 12) AS key, account.id
FROM people_account AS account
JOIN people_contactpoint AS way ON way.account_id = account.id AND way.kind = 'address' AND way.key <> ''
WHERE account.removed_at IS NULL AND account.folded <> ''
"""
_NEAR = """
AND (left(one.folded, 3) = left(other.folded, 3) OR right(one.folded, 3) = right(other.folded, 3)
     OR split_part(one.folded, ' ', 1) = split_part(other.folded, ' ', -1)
     OR split_part(one.folded, ' ', -1) = split_part(other.folded, ' ', 1))
"""


def sql(statement: str, **parts: str) -> str:
    """The statement with these parts of our own SQL in it."""
    for name, part in (_PARTS | parts).items():
        statement = statement.replace("{" + name + "}", part)
    return statement


class Block(NamedTuple):
    """`keys` is the SQL of (key, id). `cap`: how many may share a key. `parts`: in how many turns, for memory's sake.
    `near`: what two of a block must have in common besides, as people `one` and `other`."""

    kind: str
    keys: str
    cap: int
    parts: int
    near: str = ""


def _ways(way: str, kind: str) -> str:
    names = (
        {"id": "id", "owner": "person_id"}
        if kind == "person"
        else dict.fromkeys(("id", "owner"), "account_id")
    )
    return sql(_WAYS, way=way, **names)


BLOCKS = [
    Block("person", _ways("email", "person"), 20, 4),
    Block("person", _ways("phone", "person"), 20, 4),
    Block("person", sql(_COLLEAGUES), 60, 4, _NEAR),
    Block("person", sql(_NAME_AND_COMPANY), 30, 4),
    Block("person", sql(_NAME_AND_ADDRESS), 30, 2),
    Block("account", _ways("email", "account"), 20, 4),
    Block("account", _ways("phone", "account"), 20, 4),
    Block("account", sql(_ACCOUNT_NAME), RARE, 2),
    Block("account", sql(_ACCOUNT_AND_ADDRESS), 20, 2),
]
STEPS = [(block, part) for block in BLOCKS for part in range(block.parts)]
_PAIRS = """
WITH keyed AS MATERIALIZED (
    SELECT key, id FROM ({keys}) AS every WHERE abs(hashtext(key)::bigint) % {parts} = {part}
), sized AS MATERIALIZED (
    SELECT key, id, count(*) OVER (PARTITION BY key) AS size FROM keyed
), few AS MATERIALIZED (
    SELECT key, id, size FROM sized WHERE size BETWEEN 2 AND {cap}
)
SELECT first.id, second.id, min(first.size) FROM few AS first
JOIN few AS second ON second.key = first.key AND second.id > first.id
{named}
GROUP BY first.id, second.id
"""
_NAMED = """
JOIN people_person AS one ON one.id = first.id JOIN people_person AS other ON other.id = second.id {near}
"""


def pairs(block: Block, part: int) -> Iterator[list[tuple[int, int, int]]]:
    """(id, id, how many share their key) of every two that share one, in chunks; read as it goes."""
    numbers = {"parts": str(block.parts), "part": str(part), "cap": str(block.cap)}
    named = sql(_NAMED, near=block.near) if block.near else ""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql(_PAIRS, keys=block.keys, named=named, **numbers))
        while chunk := cursor.fetchmany(CHUNK):
            yield chunk
