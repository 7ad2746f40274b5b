"""What a file may add to accounts that are known: what is empty, and a name where there was only a number.

Nothing that a person typed is overwritten. The change log holds {field: [before, after]}, and the update reads from it.
"""

from typing import Any

from regulars.imports.ledger.inserting import log
from regulars.imports.models import Did, Import, Table

FIELDS = {
    Table.ACCOUNT: ("country", "came_by", "persona", "name", "folded"),
    Table.PERSON: ("email", "phone", "name", "folded"),
}
_CHANGED = "SELECT id, filled FROM ({query}) AS filled (id, filled) WHERE filled <> '{{}}'::jsonb"


def _pair(field: str, table: str, test: str, value: str) -> str:
    return f"'{field}', CASE WHEN {test} THEN jsonb_build_array({table}.{field}, {value}) END"


def _empty(field: str, table: str) -> str:
    return _pair(field, table, f"{table}.{field} = '' AND buyer.{field} IS NOT NULL", f"buyer.{field}")


def fill_in(cursor: Any, importing: Import, numbered: str, params: dict[str, str]) -> None:
    """`numbered` is the SQL test that an account has only a number for a name, `params` what it needs."""
    named = f"{numbered} AND buyer.called IS NOT NULL"
    accounts = ", ".join(
        [
            *(_empty(field, "account") for field in ("country", "came_by", "persona")),
            _pair("name", "account", named, "buyer.called"),
            _pair("folded", "account", named, "buyer.folded"),
        ]
    )
    known = "FROM {buyers} AS buyer JOIN people_account AS account ON account.id = buyer.account_id"
    query = f"SELECT account.id, jsonb_strip_nulls(jsonb_build_object({accounts})) {known}"
    log(cursor, importing, Table.ACCOUNT, Did.UPDATED, _CHANGED.replace("{query}", query), params=params)
    named += " AND person.name = account.name"
    people = ", ".join(
        [
            _empty("email", "person"),
            _empty("phone", "person"),
            _pair("name", "person", named, "buyer.person"),
            _pair("folded", "person", named, "buyer.person_folded"),
        ]
    )
    query = (
        f"SELECT person.id, jsonb_strip_nulls(jsonb_build_object({people})) {known}"  # noqa: S608 # our own SQL
        " JOIN people_person AS person ON person.account_id = account.id AND person.removed_at IS NULL"
        " WHERE (SELECT count(*) FROM people_person AS any_of"
        "        WHERE any_of.account_id = account.id AND any_of.removed_at IS NULL) = 1"
    )
    log(cursor, importing, Table.PERSON, Did.UPDATED, _CHANGED.replace("{query}", query), params=params)
    for table in FIELDS:
        _put_in(cursor, importing, table)


def _put_in(cursor: Any, importing: Import, table: Table) -> None:
    sets = ", ".join(
        f"{field} = coalesce(change.before->'{field}'->>1, stored.{field})" for field in FIELDS[table]
    )
    cursor.execute(
        f"UPDATE people_{table} AS stored SET {sets} FROM imports_change AS change"  # noqa: S608 # our own SQL
        ' WHERE change.importing_id = %s AND change."table" = %s AND change.did = %s AND change.record_id = stored.id',
        [importing.pk, table, Did.UPDATED],
    )
