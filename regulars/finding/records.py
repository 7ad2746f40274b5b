"""From ids to hits, each kind through its own door: what a member may not see, or what is in the bin, is not there."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models.functions import Upper
from django.urls import reverse

from regulars.finding.asking import Asked
from regulars.finding.highlighting import Piece, glimpse, pieces
from regulars.finding.hits import Hit, plainly
from regulars.lib.money import format_money
from regulars.orders.models import Order
from regulars.people.models import Account, AccountReference, Kind, Person
from regulars.team.models import Member
from regulars.timeline.models import Touch
from regulars.web.templatetags.say import short_day

SPARE = 3
"""How many more are asked for than shown, since some may be in the bin."""


To = Callable[[int, int | None], str]
"""(account, person or None) → where a hit leads."""


def page_of(account_id: int, person_id: int | None) -> str:
    return reverse("person", args=[person_id]) if person_id else reverse("account", args=[account_id])


def kept(found: dict[int, Any], ids: Sequence[int], most: int) -> list[Any]:
    return [found[record_id] for record_id in ids if record_id in found][:most]


def accounts(
    ids: Sequence[int], words: Sequence[str], member: Member, most: int, to: To = page_of
) -> list[Hit]:
    rows = Account.objects.visible_to(member).filter(pk__in=ids[: most + SPARE])
    found = {row["id"]: row for row in rows.values("id", "name", "kind", "country")} if ids else {}
    return [
        Hit(
            name=pieces(row["name"], words),
            about=plainly(" · ".join(filter(None, (str(Kind(row["kind"]).label), row["country"])))),
            address=to(row["id"], None),
        )
        for row in kept(found, ids, most)
    ]


def people(
    ids: Sequence[int], words: Sequence[str], member: Member, most: int, to: To = page_of
) -> list[Hit]:
    rows = Person.objects.visible_to(member).filter(pk__in=ids[: most + SPARE])
    columns = ("id", "name", "email", "phone", "job_title", "account_id", "account__name", "account__kind")
    found = {row["id"]: row for row in rows.values(*columns)} if ids else {}
    return [
        Hit(
            name=pieces(row["name"], words),
            about=about_person(row, words),
            address=to(row["account_id"], row["id"]),
            alone_at=row["account_id"] if alone(row) else 0,
        )
        for row in kept(found, ids, most)
    ]


def alone(row: dict[str, Any]) -> bool:
    return bool(row["account__kind"] == Kind.INDIVIDUAL and row["account__name"] == row["name"])


def about_person(row: dict[str, Any], words: Sequence[str]) -> list[Piece]:
    """Job, firm and how they are reached: enough to tell one Ines from the other."""
    firm = row["account__name"] if row["account__name"] != row["name"] else ""
    said = " · ".join(part for part in (row["job_title"], firm, row["email"] or row["phone"]) if part)
    return pieces(said, words)


def orders(asked: Asked, member: Member, recent: Sequence[int], most: int) -> list[Hit]:
    """Orders by their number, with or without the sign before it, one's recent and exact ones first."""
    if not asked.number:
        return []
    bare = asked.number.lstrip("#")
    rows = Order.objects.visible_to(member).exclude(account__removed_at__isnull=False).order_by()
    numbered = rows.annotate(number=Upper("external_id"))
    begins = [
        numbered.filter(number__startswith=begin).values_list("pk", flat=True)[: most * 2]
        for begin in (bare, f"#{bare}")
    ]
    ids = list(
        numbered.filter(number__in={bare, f"#{bare}"})
        .values_list("pk", flat=True)[:most]
        .union(*begins, all=True)
    )
    found = (
        rows.filter(pk__in=ids).values("id", "external_id", "at", "net", "currency", "account__name")
        if ids
        else []
    )
    newest = sorted(found, key=lambda row: row["at"], reverse=True)
    newest.sort(key=lambda row: (row["id"] not in recent, row["external_id"].upper().lstrip("#") != bare))
    return [order_hit(dict(row), bare) for row in newest[:most]]


def order_hit(row: dict[str, Any], bare: str) -> Hit:
    about = [row["account__name"], short_day(row["at"]), format_money(row["net"], row["currency"])]
    number = row["external_id"]
    at = number.upper().find(bare) if bare else -1
    marked = [
        Piece(part, index == 1)
        for index, part in enumerate((number[:at], number[at : at + len(bare)], number[at + len(bare) :]))
        if part
    ]
    return Hit(
        name=marked if at >= 0 else plainly(number),
        about=plainly(" · ".join(part for part in about if part)),
        address=reverse("order", args=[row["id"]]),
    )


def referenced(asked: Asked, member: Member, most: int) -> list[Hit]:
    """Accounts by how a source of orders calls them, whole or from its beginning."""
    if not asked.number:
        return []
    begins = AccountReference.objects.annotate(number=Upper("external_id")).filter(
        number__startswith=asked.number
    )
    rows = begins.filter(account__in=Account.objects.visible_to(member))[:most]
    return [
        Hit(
            name=plainly(row["account__name"]),
            about=plainly(f"{row['external_id']} · {row['source']}"),
            address=reverse("account", args=[row["account_id"]]),
        )
        for row in rows.values("account_id", "account__name", "external_id", "source")
    ]


def what_matters(ids: Sequence[int], words: Sequence[str], member: Member) -> list[Hit]:
    """What is noted on a person's own page."""
    rows = Person.objects.visible_to(member).filter(pk__in=ids) if ids else Person.objects.none()
    return [
        Hit(
            name=glimpse(row["note"], words),
            about=plainly(row["name"]),
            address=reverse("person", args=[row["id"]]),
        )
        for row in rows.order_by("-id").values("id", "note", "name")
    ]


def notes(ids: Sequence[int], words: Sequence[str], member: Member) -> list[Hit]:
    seen = Account.objects.visible_to(member)
    rows = Touch.objects.standing().filter(pk__in=ids, account__in=seen).order_by("-at", "-id")
    found = rows.values("id", "note", "at", "account_id", "account__name") if ids else []
    return [
        Hit(
            name=glimpse(row["note"], words),
            about=plainly(f"{row['account__name']} · {short_day(row['at'])}"),
            address=reverse("account", args=[row["account_id"]]),
        )
        for row in found
    ]
