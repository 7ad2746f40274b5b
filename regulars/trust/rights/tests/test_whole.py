"""A person's file is whole, and an erasure reaches everything: both asked of every model and every table there is."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection

from regulars.lib.holdings import held_on
from regulars.people.models import Kind, Person
from regulars.trust.models import Asked, Known, RightsRequest
from regulars.trust.rights.erasing import erase
from regulars.trust.rights.tests.marks import FIRMS_OWN, INTERNAL, Marked, marked
from tests.cast import Cast

BOOKS = {
    "orders_order.source",
    "orders_order.external_id",
    "orders_orderline.code",
    "orders_orderline.description",
    "orders_refund.source",
    "orders_refund.external_id",
    "orders_refund.code",
    "orders_refund.description",
    "people_accountreference.source",
    "people_accountreference.external_id",
}
"""What the law makes a firm keep."""
LOG = {"trust_export.what", "trust_export.subject", "trust_export.said", "trust_export.why"}
"""What left the house, why and whose hand it was: that stays, and loses their name and addresses (`test_erasing`)."""
TEXTS = """
SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type IN ('text', 'character varying', 'jsonb', 'json')
"""


@pytest.mark.covers("V13")
def test_every_text_about_a_person_is_in_their_file_or_left_out_for_a_reason(cast: Cast) -> None:
    found = marked(cast, Kind.INDIVIDUAL)
    file = json.dumps([[str(one.title), one.lines] for one in held_on(found.person)], default=str)
    missing = {where for sign, where in found.marks.items() if sign not in file}
    own = {where for where in missing if where.rpartition(".")[0] in FIRMS_OWN}
    assert "\n".join(sorted(missing - own - set(INTERNAL))) == ""


def erased(found: Marked, cast: Cast) -> None:
    person = Person.objects.get(pk=found.made.person.pk)
    request = RightsRequest.ask(person, asked=Asked.ERASE, known=Known.THERE, by=cast.dana)
    erase(person, by=cast.dana, request=request, leave_alone=False)


def left(found: Marked) -> Iterator[str]:
    """table.column in which a sign of theirs still stands; what was never about them is left out."""
    about = {sign: where for sign, where in found.marks.items() if where.rpartition(".")[0] not in FIRMS_OWN}
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT "{column}"::text FROM "{table}" WHERE "{column}"::text ~ %s', ["zq[0-9]+x[0-9]+z"]
            )
            texts = " ".join(text for (text,) in cursor.fetchall())
            yield from (f"{table}.{column} {where}" for sign, where in about.items() if sign in texts)


@pytest.mark.covers("V13")
def test_after_an_erasure_nothing_of_them_is_left_in_any_table_but_the_books(cast: Cast) -> None:
    found = marked(cast, Kind.INDIVIDUAL)
    erased(found, cast)
    assert "\n".join(sorted(where for where in left(found) if where.split(" ")[0] not in BOOKS | LOG)) == ""
