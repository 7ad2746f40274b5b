"""Notes of contacts and of people by their words, newest first, whether everybody said so or only one did."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from regulars.people.models.sight import THEIRS

LONG_ENOUGH = 3
LATEST = 300
"""How many of the newest notes are read one by one. A word that is not among them is rare enough for the index."""
ENOUGH = 4
RARE = 200
_HOLDS = "to_tsvector('simple'::regconfig, finding_fold(note)) @@ to_tsquery('simple'::regconfig, %(query)s)"
_AMONG_LATEST = f"""
SELECT id FROM (
    SELECT id, note FROM {{table}} WHERE note <> '' AND {{gone}} IS NULL{{seen}} ORDER BY id DESC LIMIT {LATEST} OFFSET 0
) AS latest WHERE {_HOLDS} ORDER BY id DESC LIMIT %(limit)s
"""  # noqa: S608 # our own SQL
_ANYWHERE = f"""
SELECT id FROM (
    SELECT id FROM {{table}} WHERE note <> '' AND {{gone}} IS NULL AND {_HOLDS}{{seen}} LIMIT {RARE}
) AS found ORDER BY id DESC LIMIT %(limit)s
"""  # noqa: S608 # our own SQL
TOUCHES = {"table": "timeline_touch", "gone": "withdrawn_at"}
PEOPLE = {"table": "people_person", "gone": "removed_at"}


def noted(
    words: Sequence[str], limit: int, where: Mapping[str, str] = TOUCHES, whose: Sequence[int] | None = None
) -> list[int]:
    """Ids of touches, or of PEOPLE, whose note holds each word, or a word that begins so; short words are not looked for.
    `whose`: at the accounts that these look after, None at all."""
    query = " & ".join(f"'{word}':*" for word in words if len(word) >= LONG_ENOUGH)
    if not query:
        return []
    values = {"query": query, "limit": limit, "whose": list(whose or ())}
    pieces = {**where, "seen": "" if whose is None else f" AND account_id IN ({THEIRS})"}
    found = _ids(_AMONG_LATEST.format(**pieces), values)
    return found if len(found) >= ENOUGH else _ids(_ANYWHERE.format(**pieces), values)


def _ids(statement: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
