"""What a list of people says about offers, and who of them told us to stop: they stay stopped, whatever a file says.

A yes is taken only where it is said where that can be seen, and only for who never said anything; a no always is. Who it
is about is found by their e-mail, or by their name where the row has none.
"""

from typing import Any

from regulars.imports.ledger.inserting import insert, log
from regulars.imports.models import Did, Import, Table
from regulars.imports.staging.copying import run
from regulars.imports.understanding.roles import Role
from regulars.imports.understanding.settings import Settings
from regulars.people.phones import calling_code, dialled_from
from regulars.team.models import Firm
from regulars.trust.asking import STOPPED
from regulars.trust.hashing import pads, sql_digest
from regulars.trust.models import How, Permission, Purpose, Wording
from regulars.trust.permitting.forgetting import forgetting
from regulars.trust.permitting.undoing import take_back

# A number as the world's telephones write it, as near as SQL comes to that.
_NUMBER = """
CASE WHEN buyer.phone ~ '^\\s*[+]' THEN '+' || regexp_replace(buyer.phone, '[^0-9]', '', 'g')
     ELSE regexp_replace(regexp_replace(buyer.phone, '[^0-9]', '', 'g'), '^(00|0)?', '+' ||
          CASE WHEN buyer.phone ~ '^\\s*00' THEN '' ELSE %(calling)s::text END) END
"""
_STOPPED_BUYERS = f"""
SELECT count(*) FROM {{buyers}} AS buyer WHERE EXISTS (
    SELECT 1 FROM trust_suppression s WHERE s.lifted_at IS NULL AND (
        (s.means = 'email' AND buyer.email IS NOT NULL AND s.digest = {sql_digest("buyer.email")})
     OR (s.means = 'phone' AND buyer.phone IS NOT NULL AND s.digest = {sql_digest("(" + _NUMBER + ")")})))
"""  # noqa: S608 # our own columns
_SAID = """
SELECT count(*) FILTER (WHERE offers = 'yes'), count(*) FILTER (WHERE offers = 'no')
FROM (SELECT min(offers) AS offers FROM {staged} WHERE reject IS NULL AND offers IS NOT NULL GROUP BY customer_key) AS said
"""
# Of two rows about one person the one that says no counts.
_NEW = f"""
FROM (
    SELECT person.id AS person_id, min(line.offers) AS offers, min(line.row) AS row
    FROM {{staged}} AS line JOIN {{buyers}} AS buyer ON buyer.key = line.customer_key
    JOIN people_person AS person ON person.account_id = buyer.account_id AND person.removed_at IS NULL
    WHERE line.reject IS NULL AND line.offers IS NOT NULL AND (
        lower(person.email) = line.email
        OR line.email IS NULL AND person.name = left(coalesce(line.name, line.company), 200))
    GROUP BY person.id
) AS said JOIN people_person AS person ON person.id = said.person_id
LEFT JOIN LATERAL (
    SELECT p.given FROM trust_permission p WHERE p.person_id = person.id AND p.purpose = %(purpose)s
    AND p.takes_back_id IS NULL AND NOT EXISTS (SELECT 1 FROM trust_permission t WHERE t.takes_back_id = p.id)
    ORDER BY p.given AND p.how = 'imported', p.id DESC LIMIT 1) newest ON true
WHERE said.offers = 'no' AND newest.given IS DISTINCT FROM false
   OR said.offers = 'yes' AND newest.given IS NULL AND %(evidence)s <> '' AND NOT ({STOPPED})
ORDER BY said.row RETURNING id, given
"""  # noqa: S608 # our own pieces


def count(cursor: Any, importing: Import, settings: Settings) -> dict[str, int]:
    """How many told us to stop; how many rows' people say yes or no to offers, and whether the yes can be taken."""
    code = calling_code(dialled_from(Firm.load()))
    run(cursor, _STOPPED_BUYERS, importing, pads() | {"calling": code})
    counts = {"stopped": cursor.fetchone()[0]}
    if Role.OFFERS in settings.columns:
        run(cursor, _SAID, importing)
        counts["offers_yes"], counts["offers_no"] = cursor.fetchone()
        counts["offers_unseen"] = 0 if settings.evidence else counts["offers_yes"]
    return counts


def write(cursor: Any, importing: Import, settings: Settings) -> dict[str, int]:
    """After the people are made. What was taken."""
    wording = Wording.now(Purpose.OFFERS)
    if Role.OFFERS not in settings.columns or wording is None:
        return {}
    values = {
        "person_id": "said.person_id",
        "purpose": "%(purpose)s",
        "given": "said.offers = 'yes'",
        "wording_id": "%(wording)s",
        "how": "%(how)s",
        "evidence": "left(%(evidence)s || %(file)s || said.row, 400)",
        "by_id": "%(by)s",
    }
    params = {
        "purpose": Purpose.OFFERS.value,
        "wording": wording.pk,
        "how": How.IMPORTED.value,
        "evidence": settings.evidence,
        "file": f"{', ' if settings.evidence else ''}{importing.file_name}, ",
        "by": importing.member_id,
    }
    insert(cursor, importing, Permission, values, _NEW, params=params | pads())
    made = cursor.fetchall()
    ids = {"made": [pk for pk, _given in made]}
    rows = "SELECT unnest(%(made)s::bigint[]), NULL::jsonb"
    log(cursor, importing, Table.PERMISSION, Did.CREATED, rows, params=ids)
    yes = sum(given for _pk, given in made)
    return {"offers_taken": yes, "offers_refused": len(made) - yes}


def put_back(importing: Import) -> None:
    """What the import said is taken back by a row that says so; of people whom it made, and who go with it, it goes."""
    brought = Permission.objects.filter(
        pk__in=importing.changes.filter(table=Table.PERMISSION).values("record_id")
    )
    made = importing.changes.filter(table=Table.PERSON, did=Did.CREATED).values("record_id")
    with forgetting():
        brought.filter(person__in=made, taken_back=None).delete()
    for said in brought.filter(taken_back=None).select_related("person"):
        take_back(said, by=None)
