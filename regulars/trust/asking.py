"""May we do this? One function for one person, one query for many; whatever sends, exports or offers contact data asks here.

`may(person, Datum.EMAIL, Purpose.OFFERS)` answers with the rule it rests on. The answer is of this moment and is never kept.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from regulars.people.models import Person
from regulars.trust.hashing import pads, sql_digest
from regulars.trust.models import SERVING, Datum, Purpose
from regulars.trust.rules import RULES, Rule

STOPPED = f"""
EXISTS (SELECT 1 FROM trust_suppression s WHERE s.lifted_at IS NULL AND (
    (s.means = 'email' AND person.email <> '' AND s.digest = {sql_digest("person.email")})
 OR (s.means = 'phone' AND person.phone_e164 <> '' AND s.digest = {sql_digest("person.phone_e164")})))
OR EXISTS (SELECT 1 FROM people_contactpoint point JOIN trust_suppression s
    ON s.lifted_at IS NULL AND s.means = point.kind AND s.digest = {sql_digest("point.key")}
    WHERE point.person_id = person.id AND point.kind IN ('email', 'phone') AND point.key <> '')
"""  # noqa: S608 # our own columns
SERVED = """
EXISTS (SELECT 1 FROM orders_order o WHERE o.account_id = person.account_id)
OR EXISTS (SELECT 1 FROM timeline_touch t WHERE t.account_id = person.account_id AND NOT t.from_us AND t.withdrawn_at IS NULL)
"""
JUDGED = f"""
SELECT person.id, CASE
    WHEN person.removed_at IS NOT NULL OR account.removed_at IS NOT NULL THEN 'gone'
    WHEN NOT %(serving)s AND ({STOPPED}) THEN 'suppressed'
    WHEN newest.given IS FALSE THEN 'withdrawn'
    WHEN NOT %(serving)s AND account.do_not_contact THEN 'do_not_contact'
    WHEN newest.given AND newest.until < %(today)s THEN 'expired'
    WHEN newest.given AND newest.data <> '[]' AND NOT newest.data ? %(datum)s THEN 'not_covered'
    WHEN newest.given THEN 'given'
    WHEN %(serving)s AND ({SERVED}) THEN 'served'
    WHEN %(personal)s AND ({SERVED}) THEN 'one_to_one'
    ELSE 'never_told' END
FROM people_person person JOIN people_account account ON account.id = person.account_id
LEFT JOIN LATERAL (
    SELECT given, until, data FROM trust_permission p WHERE p.person_id = person.id AND p.purpose = %(purpose)s
    ORDER BY p.id DESC LIMIT 1) newest ON true
WHERE person.id = ANY(%(ids)s)
"""  # noqa: S608 # our own pieces


def may(person: Person, datum: str, purpose: str) -> Rule:
    """The rule that allows or forbids using `datum` of `person` for `purpose`, now."""
    return judged([person.pk], datum, purpose)[person.pk]


def judged(people: Iterable[int], datum: str, purpose: str) -> dict[int, Rule]:
    """The rule for each id, by one query; an id that is nobody's is not in the answer. Raises ValueError for a purpose
    or a datum that is none: what was never worded is not allowed."""
    asked: dict[str, Any] = {
        "purpose": Purpose(purpose).value,
        "datum": Datum(datum).value,
        "serving": purpose in SERVING,
        "personal": purpose == Purpose.KEEP_IN_TOUCH,
        "today": today(),
        "ids": list(people),
    }
    with connection.cursor() as cursor:
        cursor.execute(JUDGED, asked | pads())
        return {pk: RULES[name] for pk, name in cursor.fetchall()}


def today() -> date:
    return timezone.localdate()
