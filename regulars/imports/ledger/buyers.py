"""Who bought: each customer of the file found among the accounts.

Found by (source, customer number), else by e-mail, else, where the file knows a name only, by that name; each only where
exactly one account fits."""

from typing import Any

from regulars.imports.models import Import
from regulars.imports.staging.copying import run

# How they came is what their first order says, what they are is what their last one does.
BUYERS = """
CREATE UNLOGGED TABLE {buyers} AS
SELECT customer_key AS key, max(customer) AS customer, max(name) AS name, max(company) AS company, max(email) AS email,
    max(phone) AS phone, max(country) AS country, min(first_row) AS first_row,
    (min(ARRAY[to_char(at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS'), came_by]) FILTER (WHERE came_by IS NOT NULL))[2] AS came_by,
    (max(ARRAY[to_char(at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS'), persona]) FILTER (WHERE persona IS NOT NULL))[2] AS persona,
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
    JOIN people_person AS person ON lower(person.email) = alone.email AND person.removed_at IS NULL
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
    follow_twins(cursor, importing)
    run(
        cursor,
        "UPDATE {buyers} SET is_new = true, new_person = true WHERE account_id IS NULL AND twin IS NULL",
        importing,
    )
    run(cursor, "ANALYZE {buyers}", importing)


def follow_twins(cursor: Any, importing: Import) -> None:
    """Whoever is somebody else of the file has their account."""
    run(
        cursor,
        "UPDATE {buyers} AS guest SET account_id = known.account_id FROM {buyers} AS known"
        " WHERE guest.twin = known.key AND guest.account_id IS NULL",
        importing,
    )
