"""Who bought: each customer of the file found among the accounts, or made one.

Found by (source, customer number), else by e-mail, else, where the file knows a name only, by that name; each only where
exactly one account fits. What a person typed is never overwritten: a file fills in what is empty.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from regulars.imports.ledger.inserting import insert, log
from regulars.imports.models import Did, Import, Table
from regulars.imports.staging.copying import run
from regulars.lib.folding import fold
from regulars.people.models import Account, AccountReference, Kind, Person

BUYERS = """
CREATE UNLOGGED TABLE {buyers} AS
SELECT customer_key AS key, max(customer) AS customer, max(name) AS name, max(company) AS company, max(email) AS email,
    max(phone) AS phone, max(country) AS country, min(first_row) AS first_row,
    NULL::bigint AS account_id, NULL::text AS twin, false AS is_new, false AS new_person,
    NULL::text AS called, NULL::text AS folded, NULL::text AS person, NULL::text AS person_folded
FROM {documents} WHERE customer_key IS NOT NULL GROUP BY customer_key
"""
# Orders of a guest who has a number too are that customer's: the same address, and only one number with it.
TWINS = """
UPDATE {buyers} AS guest SET twin = known.key
FROM (SELECT email, min(key) AS key FROM {buyers} WHERE customer IS NOT NULL AND email IS NOT NULL
      GROUP BY email HAVING count(*) = 1) AS known
WHERE guest.customer IS NULL AND guest.email = known.email
"""
BY_REFERENCE = """
UPDATE {buyers} AS buyer SET account_id = reference.account_id
FROM people_accountreference AS reference
WHERE reference.source = %(source)s AND reference.external_id = buyer.key
"""
# An address that several customers of the file share belongs to the shop rather than to one of them.
BY_EMAIL = """
UPDATE {buyers} AS buyer SET account_id = found.account_id
FROM (
    SELECT alone.key, min(person.account_id) AS account_id
    FROM (SELECT email, min(key) AS key FROM {buyers} WHERE twin IS NULL GROUP BY email HAVING count(*) = 1) AS alone
    JOIN people_person AS person ON lower(person.email) = alone.email
    JOIN people_account AS account ON account.id = person.account_id AND account.removed_at IS NULL
    GROUP BY alone.key HAVING count(DISTINCT person.account_id) = 1
) AS found
WHERE buyer.key = found.key AND buyer.account_id IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM people_accountreference AS other
    WHERE other.account_id = found.account_id AND other.source = %(source)s AND buyer.customer IS NOT NULL
      AND other.external_id NOT LIKE 'e-mail:%%' AND other.external_id NOT LIKE 'name:%%'
  )
"""
BY_NAME = """
UPDATE {buyers} AS buyer SET account_id = found.account_id
FROM (
    SELECT named.key, min(account.id) AS account_id
    FROM {buyers} AS named JOIN people_account AS account
      ON account.folded = substr(named.key, 6) AND account.removed_at IS NULL
    WHERE named.key LIKE 'name:%%'
    GROUP BY named.key HAVING count(*) = 1
) AS found
WHERE buyer.key = found.key AND buyer.account_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM people_accountreference AS other
                  WHERE other.account_id = found.account_id AND other.source = %(source)s)
"""


def find(cursor: Any, importing: Import, statement: str = BUYERS) -> None:
    """Make {buyers} and find the accounts there are. `twin` is another row of {buyers} with the same account."""
    run(cursor, "DROP TABLE IF EXISTS {buyers}", importing)
    run(cursor, statement, importing)
    run(cursor, TWINS, importing)
    for found_by in (BY_REFERENCE, BY_EMAIL, BY_NAME):
        run(cursor, found_by, importing, {"source": importing.source})
    run(
        cursor,
        "UPDATE {buyers} AS guest SET account_id = known.account_id FROM {buyers} AS known"
        " WHERE guest.twin = known.key AND guest.account_id IS NULL",
        importing,
    )
    run(
        cursor,
        "UPDATE {buyers} SET is_new = true, new_person = true WHERE account_id IS NULL AND twin IS NULL",
        importing,
    )
    run(cursor, "ANALYZE {buyers}", importing)


def write(cursor: Any, importing: Import) -> None:
    """Make the accounts that are missing, remember how this source calls each, fill in what is empty."""
    names = {"buyers": sql.Identifier(importing.staged + "_buyers")}
    params = {"source": importing.source, "now": timezone.now()}
    # Held to the end: nobody takes an account away from under its orders.
    run(
        cursor,
        "SELECT 1 FROM people_account WHERE id IN (SELECT account_id FROM {buyers}) ORDER BY id FOR KEY SHARE",
        importing,
    )
    _fill_in(cursor, importing, names)
    _call(cursor, importing)
    run(
        cursor,
        "UPDATE {buyers} SET account_id = nextval(pg_get_serial_sequence('people_account', 'id')) WHERE is_new",
        importing,
    )
    run(
        cursor,
        "UPDATE {buyers} AS guest SET account_id = known.account_id FROM {buyers} AS known"
        " WHERE guest.twin = known.key AND guest.account_id IS NULL",
        importing,
    )
    _make(cursor, importing, names, params)


def _call(cursor: Any, importing: Import) -> None:
    """A name for each new account and person: theirs, else their e-mail, else `Customer 17850`. Folded here, since the
    database cannot."""
    run(
        cursor,
        "SELECT key, company, name, email, customer FROM {buyers} WHERE is_new OR new_person",
        importing,
    )
    called = _called(cursor.fetchall())
    with connection.cursor() as writer:
        writer.execute(
            "CREATE TEMPORARY TABLE called (key text, called text, folded text, person text, person_folded text) ON COMMIT DROP"
        )
        with writer.copy("COPY called FROM STDIN") as copy:
            for row in called:
                copy.write_row(row)
        run(
            writer,
            "UPDATE {buyers} AS buyer SET called = called.called, folded = called.folded, person = called.person,"
            " person_folded = called.person_folded FROM called WHERE called.key = buyer.key",
            importing,
        )
        writer.execute("DROP TABLE called")


def _called(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, str, str, str, str]]:
    for key, company, name, email, customer in rows:
        number = _("Customer %(number)s") % {"number": customer or key}
        account = (company or name or email or number)[:200]
        person = (name or email or company or number)[:200]
        yield key, account, fold(account)[:200], person, fold(person)[:200]


def _make(cursor: Any, importing: Import, names: dict[str, Any], params: dict[str, Any]) -> None:
    account = {
        "id": "account_id",
        "name": "called",
        "folded": "folded",
        "kind": "CASE WHEN company IS NOT NULL THEN %(company)s ELSE %(individual)s END",
        "country": "coalesce(country, '')",
        "created_at": "%(now)s",
    }
    kinds = params | {"company": Kind.COMPANY, "individual": Kind.INDIVIDUAL}
    insert(cursor, Account, account, "FROM {buyers} WHERE is_new ORDER BY first_row", names, kinds)
    log(
        cursor,
        importing,
        Table.ACCOUNT,
        Did.CREATED,
        "SELECT account_id, jsonb_build_object('name', called, 'country', coalesce(country, '')) FROM {buyers} WHERE is_new",
        names,
        {},
    )
    person = {
        "account_id": "account_id",
        "name": "person",
        "folded": "person_folded",
        "email": "coalesce(email, '')",
        "phone": "coalesce(phone, '')",
    }
    insert(
        cursor,
        Person,
        person,
        "FROM {buyers} WHERE new_person ORDER BY first_row RETURNING id",
        names,
        params,
    )
    _log_made(cursor, importing, Table.PERSON)
    reference = {"account_id": "account_id", "source": "%(source)s", "external_id": "key"}
    rest = "FROM {buyers} ORDER BY first_row ON CONFLICT DO NOTHING RETURNING id"
    insert(cursor, AccountReference, reference, rest, names, params)
    _log_made(cursor, importing, Table.REFERENCE)


def _log_made(cursor: Any, importing: Import, table: Table) -> None:
    """Log the ids that the INSERT before returned."""
    made = [row[0] for row in cursor.fetchall()]
    log(
        cursor,
        importing,
        table,
        Did.CREATED,
        "SELECT unnest(%(made)s::bigint[]), NULL::jsonb",
        {},
        {"made": made},
    )


def _fill_in(cursor: Any, importing: Import, names: dict[str, Any]) -> None:
    """What is empty, or was only a number of ours, gets what the file says: {field: [before, after]} in the change log."""
    params: dict[str, Any] = {}
    log(
        cursor,
        importing,
        Table.ACCOUNT,
        Did.UPDATED,
        "SELECT account.id, jsonb_build_object('country', jsonb_build_array('', buyer.country))"
        " FROM people_account AS account JOIN {buyers} AS buyer ON buyer.account_id = account.id"
        " WHERE account.country = '' AND buyer.country IS NOT NULL",
        names,
        params,
    )
    log(
        cursor,
        importing,
        Table.PERSON,
        Did.UPDATED,
        "SELECT person.id, jsonb_strip_nulls(jsonb_build_object("
        " 'email', CASE WHEN person.email = '' AND buyer.email IS NOT NULL THEN jsonb_build_array('', buyer.email) END,"
        " 'phone', CASE WHEN person.phone = '' AND buyer.phone IS NOT NULL THEN jsonb_build_array('', buyer.phone) END))"
        " FROM {buyers} AS buyer JOIN people_person AS person ON person.account_id = buyer.account_id"
        " WHERE (SELECT count(*) FROM people_person AS any_of WHERE any_of.account_id = buyer.account_id) = 1"
        " AND (person.email = '' AND buyer.email IS NOT NULL OR person.phone = '' AND buyer.phone IS NOT NULL)",
        names,
        params,
    )
    cursor.execute(
        "UPDATE people_account AS account SET country = change.before->'country'->>1 FROM imports_change AS change"
        " WHERE change.importing_id = %s AND change.\"table\" = 'account' AND change.did = 'updated'"
        " AND change.record_id = account.id",
        [importing.pk],
    )
    cursor.execute(
        "UPDATE people_person AS person SET email = coalesce(change.before->'email'->>1, person.email),"
        " phone = coalesce(change.before->'phone'->>1, person.phone) FROM imports_change AS change"
        " WHERE change.importing_id = %s AND change.\"table\" = 'person' AND change.did = 'updated'"
        " AND change.record_id = person.id",
        [importing.pk],
    )
