"""Who belongs to an account and how one reaches them: read at once, whatever the number of people."""

import json
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from regulars.lib.prepared import asked_by_hand
from regulars.people.models import Account, ContactKind, ContactPoint, Part, Person
from regulars.people.models.sight import shows
from regulars.people.phones import e164, shown
from regulars.team.models import Member

MOST = 20
"""People on an account's page; the others are a page of their own."""

# By hand, as every account page asks it: building it anew each time would cost more than the answer.
_CONTACTS = """
SELECT person.*, home.name AS home, home.owner_id, home.backup_id,
    ARRAY(SELECT part FROM people_contactrole WHERE account_id = %(account)s AND person_id = person.id) AS parts,
    ARRAY(SELECT jsonb_build_object('id', id, 'kind', kind, 'value', value, 'key', key, 'label', label)
          FROM people_contactpoint WHERE person_id = person.id ORDER BY kind, id) AS points
FROM people_person AS person
JOIN people_account AS home ON home.id = person.account_id AND home.removed_at IS NULL
WHERE person.removed_at IS NULL AND person.id IN (
    SELECT id FROM people_person WHERE account_id = %(account)s AND removed_at IS NULL
    UNION SELECT person_id FROM people_contactrole WHERE account_id = %(account)s)
ORDER BY person.account_id <> %(account)s, person.id
LIMIT %(limit)s
"""


class Point(NamedTuple):
    """One way to reach someone. `url` opens the phone or the mail, empty for what cannot be; `pk` is None for the e-mail
    and the phone that a person has first, `doubtful` says that it does not look like a phone number; `uses` is what apps
    say about it on the person's page, as HTML."""

    pk: int | None
    kind: str
    said: str
    label: str
    url: str
    doubtful: bool = False
    uses: tuple[str, ...] = ()


class Contact(NamedTuple):
    """A person beside an account: `parts` in words, `points` with the first ones leading, `home` the name of the account
    they belong to where that is another; `away`: another that the member does not see, of which nothing is told."""

    person: Person
    parts: list[str]
    points: list[Point]
    home: str
    away: bool = False


def points_json(**of: Any) -> ArraySubquery:
    """The contact points of the row outside, each a small object, in one array."""
    row = JSONObject(id="pk", kind="kind", value="value", key="key", label="label")
    return ArraySubquery(ContactPoint.objects.filter(**of).order_by("kind", "pk").values(json=row))


def contacts_of(account: Account, region: str, member: Member, limit: int | None = MOST) -> list[Contact]:
    """Those at home here, then those of other accounts who have a part here; one more than `limit` if there are more."""
    wanted = {"account": account.pk, "limit": limit + 1 if limit else None}
    found = asked_by_hand(Person, _CONTACTS, wanted)
    return [contact_of(person, account, region, member) for person in found]


def contact_of(person: Any, account: Account, region: str, member: Member) -> Contact:
    parts = [str(Part(part).label) for part in Part.values if part in person.parts]
    if person.account_id == account.pk:
        person.account = account
    home = person.home if person.account_id != account.pk else ""
    points = [json.loads(row) for row in person.points]  # Django leaves the JSON of a statement by hand alone
    away = bool(home) and not shows(member, person)
    return Contact(person, parts, points_of(person, points, region), "" if away else home, away)


def points_of(person: Person, rows: list[dict[str, Any]], region: str) -> list[Point]:
    """The first phone and e-mail of a person, then the others."""
    first = []
    if person.phone:
        number = person.phone_e164 or e164(person.phone, region)  # imported a moment ago
        said = shown(number, region) if number else person.phone
        first.append(
            Point(None, ContactKind.PHONE, said, "", f"tel:{number}" if number else "", doubtful=not number)
        )
    if person.email:
        first.append(Point(None, ContactKind.EMAIL, person.email, "", person.mail_url))
    return first + [point_of(row, region) for row in rows]


def point_of(row: dict[str, Any], region: str) -> Point:
    kind, value, key = row["kind"], row["value"], row["key"]
    if kind == ContactKind.PHONE:
        said = shown(key, region) if key else value
        return Point(row["id"], kind, said, row["label"], f"tel:{key}" if key else "", doubtful=not key)
    url = Person(email=value).mail_url if kind == ContactKind.EMAIL else ""
    return Point(row["id"], kind, value, row["label"], url)
