"""May we do this? One function for one person, one query for many; whatever sends, exports or offers contact data asks here.

`may(person, Datum.EMAIL, Purpose.OFFERS)` answers with the rule it rests on. The answer is of this moment and is never kept.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone
from psycopg.types.numeric import Int8

from regulars.lib.prepared import cursor_of
from regulars.people.models import Person
from regulars.trust.hashing import mark, pads, sql_digest
from regulars.trust.models import SERVING, Datum, Purpose
from regulars.trust.rules import RULES, Rule

STOPPED = f"""
person.email <> '' AND EXISTS (SELECT 1 FROM trust_suppression s
    WHERE s.lifted_at IS NULL AND s.means = 'email' AND s.digest = {sql_digest("person.email")})
OR person.phone_e164 <> '' AND EXISTS (SELECT 1 FROM trust_suppression s
    WHERE s.lifted_at IS NULL AND s.means = 'phone' AND s.digest = {sql_digest("person.phone_e164")})
OR EXISTS (SELECT 1 FROM people_contactpoint point JOIN trust_suppression s
    ON s.lifted_at IS NULL AND s.means = point.kind AND s.digest = {sql_digest("point.key")}
    WHERE point.person_id = person.id AND point.kind IN ('email', 'phone') AND point.key <> '')
"""  # noqa: S608 # our own columns
SERVED = """
EXISTS (SELECT 1 FROM orders_order o WHERE o.account_id = person.account_id)
OR EXISTS (SELECT 1 FROM timeline_touch t WHERE t.account_id = person.account_id AND NOT t.from_us AND t.withdrawn_at IS NULL)
"""
UNREADABLE = "EXISTS (SELECT 1 FROM trust_suppressionkey k WHERE k.mark IS DISTINCT FROM %(mark)s::text)"
# What a file says never outweighs what they told us; what was taken back was never said.
NEWEST = """
LEFT JOIN LATERAL (
    SELECT p.* FROM trust_permission p WHERE p.person_id = person.id AND p.purpose = {purpose}
    AND p.takes_back_id IS NULL AND NOT EXISTS (SELECT 1 FROM trust_permission t WHERE t.takes_back_id = p.id)
    ORDER BY p.given AND p.how = 'imported', p.id DESC LIMIT 1) newest ON true
"""
RULE = f"""CASE
    WHEN person.removed_at IS NOT NULL OR account.removed_at IS NOT NULL THEN 'gone'
    WHEN NOT {{serving}} AND {UNREADABLE} THEN 'unreadable'
    WHEN NOT {{serving}} AND ({STOPPED}) THEN 'suppressed'
    WHEN newest.given IS FALSE THEN 'withdrawn'
    WHEN NOT {{serving}} AND account.do_not_contact THEN 'do_not_contact'
    WHEN newest.given AND newest.until < %(today)s THEN 'expired'
    WHEN newest.given AND newest.data <> '[]' AND NOT newest.data ? {{datum}} THEN 'not_covered'
    WHEN newest.given THEN 'given'
    WHEN {{serving}} AND ({SERVED}) THEN 'served'
    WHEN {{personal}} AND ({SERVED}) THEN 'one_to_one'
    ELSE 'never_told' END"""
PEOPLE = "FROM people_person person JOIN people_account account ON account.id = person.account_id"
ASKED = {name: f"%({name})s" for name in ("purpose", "datum", "serving", "personal")}
_JUDGED = f"SELECT person.id, {RULE.format(**ASKED)} AS rule {PEOPLE} {NEWEST.format(**ASKED)}"
JUDGED = f"{_JUDGED} WHERE person.id = ANY(%(ids)s)"
ONE = f"{_JUDGED} WHERE person.id = %(person)s"  # of one the plan takes longer than the answer, so the server keeps it


def may(person: Person, datum: str, purpose: str) -> Rule:
    """The rule that allows or forbids using `datum` of `person` for `purpose`, now. Raises ValueError as `judged` does."""
    with cursor_of(connection) as cursor:
        cursor.execute(ONE, asked(datum, purpose) | {"person": Int8(person.pk)})
        found = cursor.fetchone()
        return RULES[found[1]] if found else RULES["gone"]


def judged(people: Iterable[int], datum: str, purpose: str) -> dict[int, Rule]:
    """The rule for each id, by one query; an id that is nobody's is not in the answer. Raises ValueError for a purpose
    or a datum that is none: what was never worded is not allowed."""
    with connection.cursor() as cursor:
        cursor.execute(JUDGED, asked(datum, purpose) | {"ids": list(people)})
        return {pk: RULES[name] for pk, name in cursor.fetchall()}


def asked(datum: str, purpose: str) -> dict[str, Any]:
    """The parameters of JUDGED, but for the ids. Raises ValueError."""
    return standing() | {
        "purpose": Purpose(purpose).value,
        "datum": Datum(datum).value,
        "serving": purpose in SERVING,
        "personal": purpose == Purpose.KEEP_IN_TOUCH,
    }


def standing() -> dict[str, Any]:
    """The parameters that hold for every question of this moment."""
    return {"today": today(), "mark": mark()} | pads()


def today() -> date:
    return timezone.localdate()
