"""Walking the whole chain: every link follows the one before it, and everything sealed is as it was, or gone with a reason."""

import json
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from regulars.trust.history.canonical import START, digest_of, hash_of
from regulars.trust.history.kinds import in_the_trail
from regulars.trust.history.sealing import Head
from regulars.trust.models import Link, Waiting, What

PART = 5_000
NOTHING = Head(0, START)
COLUMNS = [str(field.column) for field in Link._meta.concrete_fields]
WALK = f"""
SELECT event.id, event.kind, event.at, event.actor_id, event.data, event.account_id, last.sequence,
    {", ".join(f"link.{column}" for column in COLUMNS)}
FROM trust_link AS link LEFT JOIN timeline_event AS event ON event.id = link.event
LEFT JOIN (SELECT event, max(sequence) AS sequence FROM trust_link WHERE what <> 'entry' GROUP BY event) AS last
    ON last.event = link.event
ORDER BY link.sequence
"""  # noqa: S608 # our own columns
PAST_IT = """
SELECT event.id, event.kind FROM timeline_event AS event
WHERE NOT EXISTS (SELECT FROM trust_link AS link WHERE link.event = event.id)
  AND NOT EXISTS (SELECT FROM trust_waiting AS waiting WHERE waiting.event = event.id)
"""
SAME = """
WITH RECURSIVE same AS (SELECT %(one)s::bigint AS id UNION SELECT CASE WHEN merge.kept_account_id = same.id
    THEN merge.lost_account_id ELSE merge.kept_account_id END FROM same JOIN people_merge AS merge
    ON same.id IN (merge.kept_account_id, merge.lost_account_id))
SELECT EXISTS (SELECT FROM same WHERE id = %(other)s)
"""


Walked = namedtuple("Walked", COLUMNS)  # type: ignore[misc] # a link's columns, without the cost of a record
"""What a link says; a million of them are read."""


@dataclass
class Verdict:
    """`broken` is empty where everything holds, else the first thing that does not, in a sentence."""

    links: int = 0
    head: Head = NOTHING
    waiting: int = 0
    broken: str = ""


class Entry(NamedTuple):
    """What the event table holds now; all None where the event is gone."""

    id: int | None
    kind: str
    at: datetime
    actor: int | None
    data: Any
    account: int | None


class Broken(Exception):
    """At the first link that does not hold."""


def verify(noted: Head | None = None, tell: Callable[[int], None] = lambda _links: None) -> Verdict:
    """`noted` is a head written down earlier, which has to lie in the chain: nothing else shows that the end of a chain was cut
    off and made anew."""
    found = Verdict(waiting=Waiting.objects.count())
    try:
        for link, entry, last in _walked():
            _follows(link, found.head)
            found.head, found.links = Head(link.sequence, bytes(link.hash)), found.links + 1
            if noted and link.sequence == noted.sequence and found.head != noted:
                raise Broken(
                    _("Link %(number)d is not the one that was noted: the history was made anew.") % _of(link)
                )
            if last is None or last == link.sequence:
                _holds(link, entry)
            if found.links % PART == 0:
                tell(found.links)
        if noted and noted.sequence > found.head.sequence:
            said = _(
                "The history ends at link %(number)d, before the one that was noted: its end was cut off."
            )
            raise Broken(said % {"number": found.head.sequence})
        _nothing_past_it()
    except Broken as broken:
        found.broken = str(broken)
    return found


def _walked() -> Iterator[tuple[Any, Entry, int | None]]:
    """In one statement, so of one moment: every link, what it is about, and the last link that changed that."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(WALK)
        while rows := cursor.fetchmany(PART):
            for pk, kind, at, actor, data, account, last, *values in rows:
                read = json.loads(data) if isinstance(data, str) else data
                yield (
                    Walked._make(values),
                    Entry(pk, kind, at, actor, read, account),
                    last,
                )


def _follows(link: Any, before: Head) -> None:
    missing = link.sequence - before.sequence - 1
    if missing:
        said = _("%(missing)d links are missing before link %(number)d of the history.")
        raise Broken(said % (_of(link) | {"missing": missing}))
    if hash_of(link, before.hash) != bytes(link.hash):
        said = _(
            "Link %(number)d of the history (%(kind)s) was changed after it was sealed, or the one before it was."
        )
        raise Broken(said % _of(link))


def _holds(link: Any, entry: Entry) -> None:
    if link.what == What.GONE:
        if entry.id is not None:
            raise Broken(
                _("The entry of link %(number)d (%(kind)s) is there again, after it was removed for good.")
                % _of(link)
            )
        return
    if entry.id is None:
        raise Broken(
            _("The entry of link %(number)d (%(kind)s) has been taken out of the history.") % _of(link)
        )
    sealed = (entry.id, entry.kind, entry.at, entry.actor, entry.data)
    if link.salt is None or digest_of(bytes(link.salt), sealed) != bytes(link.digest):
        said = _(
            "The entry of link %(number)d (%(kind)s) is not what was sealed: somebody changed it afterwards."
        )
        raise Broken(said % _of(link))
    if entry.account != link.account and not _same(link.account, entry.account):
        said = _("The entry of link %(number)d (%(kind)s) was moved to somebody else.")
        raise Broken(said % _of(link))


def _same(one: int | None, other: int | None) -> bool:
    """Whether both are, or once were, one record."""
    if one is None or other is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(SAME, {"one": one, "other": other})
        return bool(cursor.fetchone()[0])


def _nothing_past_it() -> None:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(PAST_IT)
        while rows := cursor.fetchmany(PART):
            for pk, kind in rows:
                if in_the_trail(kind):
                    said = _("Entry %(number)d (%(kind)s) was written past the history: nothing sealed it.")
                    raise Broken(said % {"number": pk, "kind": kind})


def _of(link: Any) -> dict[str, Any]:
    return {"number": link.sequence, "kind": link.kind}
