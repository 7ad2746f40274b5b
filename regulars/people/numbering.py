"""Works out the numbers of phones that came in by the thousand: files keep what was typed, telephones want E.164."""

from django.db import connection

from regulars.people.models import Person
from regulars.people.phones import e164, region_of
from regulars.team.models import Firm

CHUNK = 5000
# Only where the phone is still what was read: somebody may have changed it meanwhile.
_WRITE = """
UPDATE people_person AS person SET phone_e164 = found.number
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS found (id, typed, number)
WHERE person.id = found.id AND person.phone = found.typed AND person.phone_e164 = ''
"""


def normalise_phones() -> int:
    """Fill `phone_e164` of everybody whose phone has none yet, in chunks; returns how many got one.

    What is no number stays without, so that a second run writes nothing.
    """
    region = region_of(Firm.load().timezone)
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
