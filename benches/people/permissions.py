"""The permission check: of one person, as each page and each sending asks, and of ten thousand at once."""

import statistics
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benches.measuring import at, seconds, tell
from regulars.people.models import Person
from regulars.trust.asking import judged, may
from regulars.trust.models import Datum, Permission, Purpose
from regulars.trust.permitting.looking import looked
from regulars.trust.sending import judged_sends
from regulars.trust.suppressing.listing import suppress

MANY, STOPPED, ASKED, TURNS = 10_000, 3_000, 300, 7
PAGE, LIST = 2.0, 1000.0  # ms
# A third were asked about offers and questions; one in seven of them said no. One in ten had a letter five days ago.
SAID = """
INSERT INTO trust_permission (person_id, purpose, given, wording_id, data, how, evidence, at)
SELECT person.id, wording.purpose, person.id % 7 <> 0, wording.id, '[]', 'form', '', now() - interval '30 days'
FROM people_person AS person JOIN trust_wording AS wording ON wording.purpose IN ('offers', 'research') WHERE person.id % 3 = 0
"""
SENT = """
INSERT INTO trust_sending (person_id, datum, purpose, sender, at, given_up_for)
SELECT id, 'email', 'offers', 'letter ' || id % 5, now() - interval '5 days', '' FROM people_person WHERE id % 10 = 0
"""


def fill() -> None:
    if Permission.objects.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(SAID)
        cursor.execute(SENT)
        emails = Person.objects.exclude(email="").order_by("pk").values_list("email", flat=True)[:STOPPED]
        suppress({("email", email) for email in emails}, why="unsaid", by=None)
        cursor.execute("ANALYZE trust_permission, trust_sending, trust_suppression")


def permissions(size: str) -> None:
    fill()
    step = max(Person.objects.count() // MANY, 1)
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True)[: MANY * step : step])
    people = list(Person.objects.select_related("account").filter(pk__in=ids[:ASKED]))
    for one in people[:10]:
        may_one(one)
        look_anew(one)
    single = {"may one be told": may_one, "all that a person's page asks": look_anew}
    for name, ask in single.items():
        times = [seconds(partial(ask, one)) * 1000 for one in people]
        tell(f"{name}: median", statistics.median(times), "ms", PAGE, size=size)
        tell(f"{name}: p99", at(times, 0.99), "ms", size=size, asked=len(times))
    for name, many in {"may each be told": judged, "may each be sent it now": judged_sends}.items():
        asked = partial(many, ids, Datum.EMAIL, Purpose.OFFERS)
        times = [seconds(asked) * 1000 for _turn in range(TURNS)]
        tell(f"{name}, {len(ids):,}: median", statistics.median(times), "ms", LIST, size=size)
    with CaptureQueriesContext(connection) as queries:
        judged(ids, Datum.EMAIL, Purpose.OFFERS)
    tell(f"may each be told, {len(ids):,}: queries", len(queries), "queries", 1, size=size)


def may_one(person: Person) -> None:
    may(person, Datum.EMAIL, Purpose.OFFERS)


def look_anew(person: Person) -> None:
    person.__dict__.pop("looked", None)
    looked(person)
