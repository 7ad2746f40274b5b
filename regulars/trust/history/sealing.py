"""Sealing: what waits becomes links, in order and without a gap. One at a time: whoever comes second waits, or goes home.

An entry whose transaction ends late is sealed late, after what came before it: links are never put in between.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from regulars.timeline.models import Event
from regulars.trust.history.canonical import START, digest_of, hash_of
from regulars.trust.history.kinds import in_the_trail
from regulars.trust.models import Link, What

LOCK = 7_318_001  # an advisory lock of the database's, by a number that is nobody else's
PART = 2_000
SALT = 16  # bytes
TAKE = """
DELETE FROM trust_waiting WHERE id IN (SELECT id FROM trust_waiting WHERE {which} ORDER BY id LIMIT {part})
RETURNING id, event, what, why, recorded_at
"""


class Head(NamedTuple):
    """Where the chain ends: what a backup, or a slip of paper, notes."""

    sequence: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash.hex()}"


def head() -> Head:
    last = Link.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return Head(last[0], bytes(last[1])) if last else Head(0, START)


def seal() -> int:
    """Everything that waits, a part a transaction; how many links that made. The second time finds nothing."""
    made = 0
    while True:
        with transaction.atomic():
            if not _asked("SELECT pg_try_advisory_xact_lock(%s)", LOCK):
                return made
            taken = _take("true")
            made += _append(taken)
        if len(taken) < PART:
            return made


def hold() -> None:
    """Nobody else seals until the caller's transaction ends."""
    _asked("SELECT pg_advisory_xact_lock(%s) IS NULL", LOCK)


def seal_these(events: Iterable[int]) -> None:
    """Those of them that wait, in the caller's transaction, who holds the lock."""
    ids = list(events)
    while len(taken := _take("event = ANY(%s)", ids)) == PART:
        _append(taken)
    _append(taken)


class Taken(NamedTuple):
    id: int
    event: int
    what: str
    why: str
    recorded_at: datetime | None


def _take(which: str, *values: Any) -> list[Taken]:
    with connection.cursor() as cursor:
        cursor.execute(TAKE.format(which=which, part=PART), values)
        return sorted(Taken(*row) for row in cursor.fetchall())


def _append(taken: list[Taken]) -> int:
    found = {one.pk: one for one in Event.objects.filter(pk__in={each.event for each in taken})}
    links = []
    for each in taken:
        if each.what == What.GONE:
            links += gone(each)
        elif (event := found.get(each.event)) and in_the_trail(event.kind):
            links.append(sealing(event, recorded_at=each.recorded_at))
    return append(links)


def sealing(event: Event, what: str = What.ENTRY, **about: Any) -> Link:
    """A link of the event as it is now, without its place in the chain."""
    salt = secrets.token_bytes(SALT)
    entry = (event.pk, event.kind, event.at, event.actor_id, event.data)
    return Link(
        what=what,
        event=event.pk,
        kind=event.kind,
        account=event.account_id,
        at=event.at,
        salt=salt,
        digest=digest_of(salt, entry),
        **({"actor": event.actor_id} | about),
    )


def gone(each: Taken) -> list[Link]:
    """What was removed before it was sealed is in no link, and needs none."""
    known = Link.objects.filter(event=each.event).order_by("sequence").first()
    if known is None:
        return []
    about = {"kind": known.kind, "account": known.account, "at": known.at}
    return [Link(what=What.GONE, event=each.event, why=each.why, recorded_at=each.recorded_at, **about)]


def append(links: list[Link]) -> int:
    """Put them at the end of the chain; the caller holds the lock."""
    if not links:
        return 0
    sequence, before = head()
    now = _asked(
        "SELECT greatest(clock_timestamp(), (SELECT sealed_at FROM trust_link WHERE sequence = %s))", sequence
    )
    for link in links:
        sequence += 1
        link.sequence, link.sealed_at = sequence, now
        link.hash = before = hash_of(link, before)
    Link.objects.bulk_create(links)
    forget_salts([link.event for link in links if link.what != What.ENTRY], before=links[0].sequence)
    return len(links)


def forget_salts(events: list[int], before: int) -> None:
    if events:
        Link.objects.filter(event__in=events, sequence__lt=before, salt__isnull=False).update(salt=None)


def _asked(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
