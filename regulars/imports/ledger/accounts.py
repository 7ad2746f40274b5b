"""Accounts for those who have none yet, with a person each, and how this source calls every one of them."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.imports.ledger import filling
from regulars.imports.ledger.buyers import follow_twins
from regulars.imports.ledger.inserting import insert, log, log_made
from regulars.imports.models import Did, Import, Table
from regulars.imports.staging.copying import run
from regulars.lib.folding import fold
from regulars.people.models import Account, AccountReference, Kind, Person
from regulars.team.models import Firm

NUMBERED = "account.name IN (replace(%(numbered)s, '#', buyer.customer), replace(%(numbered_first)s, '#', buyer.customer))"
"""Whether an account still has only the name we gave it, `Customer 17850`, in the firm's word or in the first one."""
_NAMELESS = f"""
SELECT buyer.key, buyer.company, buyer.name, buyer.email, buyer.customer
FROM {{buyers}} AS buyer LEFT JOIN people_account AS account ON account.id = buyer.account_id
WHERE buyer.is_new OR buyer.new_person OR ({NUMBERED} AND coalesce(buyer.company, buyer.name) IS NOT NULL)
"""  # noqa: S608 # our own SQL
_CALLED = """
UPDATE {buyers} AS buyer SET called = called.called, folded = called.folded, person = called.person,
    person_folded = called.person_folded
FROM called WHERE called.key = buyer.key
"""
_MADE = """
SELECT account_id, jsonb_build_object('name', called, 'country', coalesce(country, '')) FROM {buyers} WHERE is_new
"""


def numbered() -> dict[str, str]:
    return {"numbered": _in_their_word("#"), "numbered_first": _("Customer %(number)s") % {"number": "#"}}


def _in_their_word(number: str) -> str:
    """`Customer 17850`, or whatever the firm calls one."""
    word = Firm.load().word("customer")
    return _("%(customer)s %(number)s") % {"customer": word[:1].upper() + word[1:], "number": number}


def write(cursor: Any, importing: Import) -> None:
    """Make the accounts that are missing, remember how this source calls each, fill in what is empty."""
    # Held to the end: nobody takes an account away from under its orders.
    run(
        cursor,
        "SELECT 1 FROM people_account WHERE id IN (SELECT account_id FROM {buyers}) ORDER BY id FOR KEY SHARE",
        importing,
    )
    _call(cursor, importing)
    filling.fill_in(cursor, importing, NUMBERED, numbered())
    run(
        cursor,
        "UPDATE {buyers} SET account_id = nextval(pg_get_serial_sequence('people_account', 'id')) WHERE is_new",
        importing,
    )
    follow_twins(cursor, importing)
    _make(cursor, importing)


def _call(cursor: Any, importing: Import) -> None:
    """A name for each: theirs, else their e-mail, else `Customer 17850`. Folded here, since the database cannot."""
    run(cursor, _NAMELESS, importing, numbered())
    called = _called(cursor.fetchall(), _in_their_word("#"))  # asked before COPY has the connection
    with connection.cursor() as writer:
        writer.execute(
            "CREATE TEMPORARY TABLE called (key text, called text, folded text, person text, person_folded text)"
            " ON COMMIT DROP"
        )
        with writer.copy("COPY called FROM STDIN") as copy:
            for row in called:
                copy.write_row(row)
        run(writer, _CALLED, importing)
        writer.execute("DROP TABLE called")


def _called(rows: list[tuple[str, ...]], pattern: str) -> Iterator[tuple[str, str, str, str, str]]:
    for key, company, name, email, customer in rows:
        number = pattern.replace("#", customer or key)
        account = (company or name or email or number)[:200]
        person = (name or email or company or number)[:200]
        yield key, account, fold(account)[:200], person, fold(person)[:200]


def _make(cursor: Any, importing: Import) -> None:
    account = {
        "id": "account_id",
        "name": "called",
        "folded": "folded",
        "kind": "CASE WHEN company IS NOT NULL THEN %(company)s ELSE %(individual)s END",
        "country": "coalesce(country, '')",
        "came_by": "coalesce(came_by, '')",
        "persona": "coalesce(persona, '')",
        "created_at": "%(now)s",
    }
    params = {"now": timezone.now(), "company": Kind.COMPANY, "individual": Kind.INDIVIDUAL}
    insert(
        cursor, importing, Account, account, "FROM {buyers} WHERE is_new ORDER BY first_row", params=params
    )
    log(cursor, importing, Table.ACCOUNT, Did.CREATED, _MADE)
    person = {
        "account_id": "account_id",
        "name": "person",
        "folded": "person_folded",
        "email": "coalesce(email, '')",
        "phone": "coalesce(phone, '')",
    }
    insert(
        cursor, importing, Person, person, "FROM {buyers} WHERE new_person ORDER BY first_row RETURNING id"
    )
    log_made(cursor, importing, Table.PERSON)
    reference = {"account_id": "account_id", "source": "%(source)s", "external_id": "key"}
    rest = "FROM {buyers} ORDER BY first_row ON CONFLICT DO NOTHING RETURNING id"
    insert(cursor, importing, AccountReference, reference, rest, params={"source": importing.source})
    log_made(cursor, importing, Table.REFERENCE)
