"""Records as they are compared, many at once: one query whatever their number."""

from typing import Any

from django.db import connection

from regulars.lib.folding import fold
from regulars.people.duplicates.comparing import Side

_PEOPLE = """
SELECT person.id, person.folded, person.email, person.phone_e164, person.account_id,
       CASE account.kind WHEN 'company' THEN account.folded ELSE '' END, account.country,
       ARRAY(SELECT kind || ':' || key FROM people_contactpoint AS way
             WHERE way.person_id = person.id AND key <> '' LIMIT 20),
       ARRAY(SELECT key FROM people_contactpoint AS way
             WHERE way.account_id = person.account_id AND way.kind = 'address' AND key <> '' LIMIT 20)
FROM people_person AS person JOIN people_account AS account ON account.id = person.account_id
WHERE person.id = ANY(%s) AND person.removed_at IS NULL AND account.removed_at IS NULL
"""
_ACCOUNTS = """
SELECT account.id, account.folded, '', '', account.id, '', account.country,
       ARRAY(SELECT kind || ':' || key FROM people_contactpoint AS way
             WHERE way.account_id = account.id AND key <> '' AND kind <> 'address' LIMIT 50)
       || ARRAY(SELECT 'email:' || lower(email) FROM people_person AS person
                WHERE person.account_id = account.id AND person.removed_at IS NULL AND email <> '' LIMIT 50)
       || ARRAY(SELECT 'phone:' || phone_e164 FROM people_person AS person
                WHERE person.account_id = account.id AND person.removed_at IS NULL AND phone_e164 <> '' LIMIT 50),
       ARRAY(SELECT key FROM people_contactpoint AS way
             WHERE way.account_id = account.id AND way.kind = 'address' AND key <> '' LIMIT 20)
FROM people_account AS account WHERE account.id = ANY(%s) AND account.removed_at IS NULL
"""


def sides(kind: str, ids: list[int]) -> dict[int, Side]:
    """Those of `ids` that are there, by id. `kind` is person or account."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE if kind == "person" else _ACCOUNTS, [ids])
        return {row[0]: _side(*row[1:]) for row in cursor.fetchall()}


def _side(name: str, email: str, phone: str, account: int, *rest: Any) -> Side:
    company, country, ways, addresses = rest
    emails = {email.lower()} | {way[6:] for way in ways if way.startswith("email:")}
    phones = {phone} | {way[6:] for way in ways if way.startswith("phone:")}
    places = {way[8:] for way in ways if way.startswith("address:")} | set(addresses)
    return Side(
        name=name,
        emails=frozenset(emails - {""}),
        phones=frozenset(phones - {""}),
        account=account,
        company=company,
        place=fold(country),
        addresses=frozenset(places),
    )
