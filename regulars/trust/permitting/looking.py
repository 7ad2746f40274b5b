"""What one person was told and allowed, at a glance: the word that counts for each purpose, and its rules."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from psycopg.types.numeric import Int8

from regulars.lib.prepared import cursor_of
from regulars.people.models import Person
from regulars.trust.asking import NEWEST, PEOPLE, RULE, standing
from regulars.trust.models import SERVING, Datum, How, Purpose
from regulars.trust.rules import RULES, Rule

USED = (Datum.EMAIL, Datum.PHONE)
_EACH = {name: f"asked.{name}" for name in ("purpose", "datum", "serving", "personal")}
_LOOKED = f"""
SELECT asked.purpose, asked.datum, {RULE.format(**_EACH)}, newest.id, newest.given, newest.at, newest.how, newest.evidence,
    newest.until, member.name, wording.version, wording.used, wording.shared, wording.secured
{PEOPLE} CROSS JOIN unnest(%(purposes)s::text[], %(data)s::text[], %(servings)s::boolean[], %(personals)s::boolean[])
    AS asked(purpose, datum, serving, personal) {NEWEST.format(**_EACH)}
LEFT JOIN trust_wording wording ON wording.id = newest.wording_id LEFT JOIN team_member member ON member.id = newest.by_id
WHERE person.id = %(person)s
"""  # our own pieces


class Word(NamedTuple):
    """What counts for one purpose. `rules` by datum; `pk` is None where they never spoke about it."""

    purpose: Purpose
    rules: dict[str, Rule]
    pk: int | None
    given: bool | None
    at: datetime | None
    how: str
    evidence: str
    until: date | None
    by: str
    version: int | None
    told: tuple[str, str, str] | None

    @property
    def rule(self) -> Rule:
        """Of the datum that may be used, else of the first."""
        allowing = (rule for rule in self.rules.values() if rule.allows)
        return next(allowing, self.rules[Datum.EMAIL])

    @property
    def tone(self) -> str:
        """The colour, which the words say too."""
        if self.rule.allows:
            return "ok"
        return "plain" if self.rule.name == "never_told" else "due" if self.rule.name == "expired" else "risk"


def looked(person: Person) -> dict[str, Word]:
    """By purpose, in one query, kept on this very person."""
    if "looked" not in person.__dict__:
        person.__dict__["looked"] = _look(person)
    found: dict[str, Word] = person.__dict__["looked"]
    return found


def _look(person: Person) -> dict[str, Word]:
    pairs = [(purpose, datum) for purpose in Purpose for datum in USED]
    values = {
        "person": Int8(person.pk),
        "purposes": [purpose.value for purpose, _datum in pairs],
        "data": [datum.value for _purpose, datum in pairs],
        "servings": [purpose in SERVING for purpose, _datum in pairs],
        "personals": [purpose == Purpose.KEEP_IN_TOUCH for purpose, _datum in pairs],
    }
    with cursor_of(connection) as cursor:
        cursor.execute(_LOOKED, standing() | values)
        rows = cursor.fetchall()
    found: dict[str, Word] = {}
    for purpose, datum, rule, pk, given, at, how, evidence, until, by, version, *told in rows:
        if purpose not in found:
            label = str(How(how).label) if how else ""
            said = (told[0], told[1], told[2]) if version else None
            about = (pk, given, at, label, evidence or "", until, by or "", version, said)
            found[purpose] = Word(Purpose(purpose), {}, *about)
        found[purpose].rules[datum] = RULES[rule]
    return {purpose.value: found[purpose] for purpose in Purpose if purpose in found}
