"""Who belongs to an account and how one reaches them: read at once, whatever the number of people."""

from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from regulars.people.models import Account, ContactKind, ContactPoint, ContactRole, Part, Person
from regulars.people.phones import e164, shown

MOST = 20
"""People on an account's page; the others are a page of their own."""


class Point(NamedTuple):
    """One way to reach someone. `url` opens the phone or the mail, empty for what cannot be; `pk` is None for the e-mail
    and the phone that a person has first, `doubtful` says that it does not look like a phone number."""

    pk: int | None
    kind: str
    said: str
    label: str
    url: str
    doubtful: bool = False


class Contact(NamedTuple):
    """A person beside an account: `parts` in words, `points` with the first ones leading, `home` the name of the account
    they belong to where that is another."""

    person: Person
    parts: list[str]
    points: list[Point]
    home: str


def points_json(**of: Any) -> ArraySubquery:
    """The contact points of the row outside, each a small object, in one array."""
    row = JSONObject(id="pk", kind="kind", value="value", key="key", label="label")
    return ArraySubquery(ContactPoint.objects.filter(**of).order_by("kind", "pk").values(json=row))


def contacts_of(account: Account, region: str, limit: int | None = MOST) -> list[Contact]:
    """Those at home here, then those of other accounts who have a part here; one more than `limit` if there are more."""
    home = Person.objects.filter(account=account, removed_at=None).values("pk")
    guests = ContactRole.objects.filter(account=account).values("person_id")
    found = read_contacts(Person.objects.here().filter(pk__in=home.union(guests)), account)
    rows = list(found[: limit + 1] if limit else found)
    rows.sort(key=lambda person: (person.account_id != account.pk, person.pk))
    return [contact_of(person, account, region) for person in rows]


def read_contacts(people: QuerySet[Person], account: Account) -> QuerySet[Person]:
    parts = ContactRole.objects.filter(account=account, person=OuterRef("pk")).values("part")
    return (
        people.annotate(
            parts=ArraySubquery(parts.order_by("part")), points=points_json(person=OuterRef("pk"))
        )
        .select_related("account")
        .filter(account__removed_at=None)
        .order_by("pk")
    )


def contact_of(person: Any, account: Account, region: str) -> Contact:
    parts = [str(Part(part).label) for part in Part.values if part in person.parts]
    home = person.account.name if person.account_id != account.pk else ""
    return Contact(person, parts, points_of(person, person.points, region), home)


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
