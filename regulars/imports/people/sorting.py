"""A list of people sorted: who is known, who is new, and who belongs to the same company."""

from typing import Any

from django.db import connection

from regulars.imports.ledger import buyers
from regulars.imports.ledger.accounts import NUMBERED, numbered
from regulars.imports.models import Import
from regulars.imports.staging.copying import run
from regulars.lib.folding import fold
from regulars.people.models import Account, Kind

PEOPLE = """
CREATE UNLOGGED TABLE {buyers} AS
SELECT customer_key AS key, max(customer) AS customer, max(name) AS name, max(company) AS company, max(email) AS email,
    max(phone) AS phone, max(country) AS country, max(came_by) AS came_by, max(persona) AS persona, min(row) AS first_row,
    NULL::bigint AS account_id, NULL::text AS twin, false AS is_new, false AS new_person,
    NULL::text AS called, NULL::text AS folded, NULL::text AS person, NULL::text AS person_folded
FROM {staged} WHERE reject IS NULL GROUP BY customer_key
"""
NAMELESS = """
UPDATE {staged} SET reject = 'no_name'
WHERE reject IS NULL AND name IS NULL AND company IS NULL AND email IS NULL
"""
FILLED = """
SELECT count(*) FROM {buyers} AS buyer JOIN people_account AS account ON account.id = buyer.account_id
WHERE NOT is_new AND NOT new_person AND (
    account.country = '' AND buyer.country IS NOT NULL
    OR account.came_by = '' AND buyer.came_by IS NOT NULL
    OR account.persona = '' AND buyer.persona IS NOT NULL
    OR {numbered} AND coalesce(buyer.company, buyer.name) IS NOT NULL
    OR (SELECT count(*) FROM people_person AS any_of
        WHERE any_of.account_id = account.id AND any_of.removed_at IS NULL) = 1
    AND EXISTS (SELECT 1 FROM people_person AS person
        WHERE person.account_id = account.id AND person.removed_at IS NULL
        AND (person.email = '' AND buyer.email IS NOT NULL OR person.phone = '' AND buyer.phone IS NOT NULL)))
"""


def sort(cursor: Any, importing: Import) -> dict[str, Any]:
    """Make {buyers} of {staged}; the counts: lines, new, known, changed (something empty filled in), new_accounts, rejected."""
    run(cursor, NAMELESS, importing)
    buyers.find(cursor, importing, PEOPLE)
    _gather_companies(cursor, importing)
    run(cursor, FILLED.replace("{numbered}", NUMBERED), importing, numbered())
    changed = cursor.fetchone()[0]
    run(
        cursor,
        "SELECT count(*), count(*) FILTER (WHERE new_person), count(*) FILTER (WHERE is_new) FROM {buyers}",
        importing,
    )
    people, new, accounts = cursor.fetchone()
    run(
        cursor,
        "SELECT reject, count(*) FROM {staged} WHERE reject IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1",
        importing,
    )
    rejected = dict(cursor.fetchall())
    run(cursor, "SELECT count(*) FROM {staged}", importing)
    return {
        "lines": cursor.fetchone()[0],
        "new": new,
        "new_accounts": accounts,
        "changed": changed,
        "known": people - new - changed,
        "rejected": rejected,
        "rejected_lines": sum(rejected.values()),
    }


def _gather_companies(cursor: Any, importing: Import) -> None:
    """Several people of one company share its account: one that is there (and is the only one of that name), or the first's."""
    run(
        cursor,
        "SELECT key, company FROM {buyers} WHERE is_new AND company IS NOT NULL ORDER BY first_row",
        importing,
    )
    by_company: dict[str, list[str]] = {}
    for key, company in cursor.fetchall():
        by_company.setdefault(fold(company)[:200], []).append(key)
    known: dict[str, int | None] = {}
    companies = Account.objects.filter(kind=Kind.COMPANY, removed_at=None, folded__in=list(by_company))
    for folded, pk in companies.values_list("folded", "pk"):
        known[folded] = None if folded in known else pk
    rows = []
    for folded, keys in by_company.items():
        account = known.get(folded)
        rows += [(key, account, None if account else keys[0]) for key in (keys if account else keys[1:])]
    with connection.cursor() as writer:
        writer.execute(
            "CREATE TEMPORARY TABLE gathered (key text, account_id bigint, twin text) ON COMMIT DROP"
        )
        with writer.copy("COPY gathered FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        run(
            writer,
            "UPDATE {buyers} AS buyer SET is_new = false, account_id = gathered.account_id, twin = gathered.twin"
            " FROM gathered WHERE gathered.key = buyer.key",
            importing,
        )
        writer.execute("DROP TABLE gathered")
