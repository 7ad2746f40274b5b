"""Works out the numbers of phones that came in by the thousand: files keep what was typed, telephones want E.164."""

from typing import Any

from django.db import connection

from regulars.people.models import ContactKind, ContactPoint, Person
from regulars.people.phones import dialled_from, e164
from regulars.team.models import Firm

CHUNK = 5000
# Only where the phone is still what was read: somebody may have changed it meanwhile.
_WRITE = """
UPDATE people_person AS person SET phone_e164 = found.number
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS found (id, typed, number)
WHERE person.id = found.id AND person.phone = found.typed AND person.phone_e164 = ''
"""

_REWRITE = """
UPDATE {table} AS one SET {number} = found.number
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS found (id, typed, number)
WHERE one.id = found.id AND one.{typed} = found.typed AND one.{number} <> found.number
"""


def normalise_phones() -> int:
    """Fill `phone_e164` of everybody whose phone has none yet, in chunks; returns how many got one.

    What is no number stays without, so that a second run writes nothing.
    """
    region = dialled_from(Firm.load())
    waiting = Person.objects.filter(phone_e164="").exclude(phone="").order_by("pk").values_list("pk", "phone")
    written, last = 0, 0
    while chunk := list(waiting.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1][0]
        found = [(pk, typed, number) for pk, typed in chunk if (number := e164(typed, region))]
        written += _written(found)
    return written


def _written(found: list[tuple[int, str, str]]) -> int:
    if not found:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(column) for column in zip(*found, strict=True)])
        return int(cursor.rowcount)


def renumber_phones() -> int:
    """After the firm said which country it dials from: every number typed without a country is read anew, in chunks.

    Returns how many are others now; a second run writes nothing.
    """
    region = dialled_from(Firm.load())
    people = Person.objects.exclude(phone="").values_list("pk", "phone")
    points = ContactPoint.objects.filter(kind=ContactKind.PHONE).values_list("pk", "value")
    return _reread(people, "phone", "phone_e164", region) + _reread(points, "value", "key", region)


def _reread(rows: Any, typed: str, number: str, region: str) -> int:
    statement = _REWRITE.format(table=rows.model._meta.db_table, typed=typed, number=number)
    local = rows.exclude(**{f"{typed}__startswith": "+"}).order_by("pk")
    written, last = 0, 0
    while chunk := list(local.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1][0]
        found = [(pk, said, e164(said, region)) for pk, said in chunk]
        with connection.cursor() as cursor:
            cursor.execute(statement, [list(column) for column in zip(*found, strict=True)])
            written += int(cursor.rowcount)
    return written
