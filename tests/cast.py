"""The cast: one small firm every test can tell a story with.

Dana owns Fern & Flour, a bakery that supplies cafés. Marta manages the round, Sam works in the shop, Rita keeps
the books and may only look. Otto used to work there and must see nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from regulars.orders.models import Order
from regulars.people.models import Account, Kind, Person
from regulars.team.models import Firm, Member, Role

PASSWORD = "twelve loaves before dawn"
LONDON = ZoneInfo("Europe/London")


@dataclass
class Cast:
    firm: Firm
    dana: Member  # the owner
    marta: Member  # manager
    sam: Member  # member
    rita: Member  # read-only: the bookkeeper
    otto: Member  # left the firm; inactive
    harbour: Account  # Harbour Bakery: a regular, about every 32 days, now silent
    vets: Account  # Oyelaran Vets: a regular who came last week
    tomas: Account  # Tomas Albers: bought once, long ago
    quiet: Account  # Green Park Dental: known, never ordered


def order(account: Account | None, day: date, amount: str | int = "100.00", **more: object) -> Order:
    """A paid order of `account` at noon of `day`; its number is made from both unless given."""
    who = account.pk if account else "walk-in"
    values: dict[str, object] = {
        "source": "test",
        "external_id": f"{who}-{day}-{amount}",
        "at": datetime(day.year, day.month, day.day, 12, tzinfo=LONDON),
        "day": day,
        "amount": Decimal(amount),
        "currency": "GBP",
    }
    return Order.objects.create(account=account, **(values | more))


def account(
    name: str, kind: str = Kind.COMPANY, person: str = "", email: str = "", phone: str = ""
) -> Account:
    made = Account.objects.create(name=name, kind=kind)
    Person.objects.create(account=made, name=person or name, email=email, phone=phone)
    return made


def member(name: str, role: str) -> Member:
    return Member.objects.create_member(f"{name.lower()}@fern.example", f"{name} Fern", role)


def assemble() -> Cast:
    firm = Firm.load()
    firm.name = "Fern & Flour"
    firm.save()
    otto = member("Otto", Role.MANAGER)
    otto.is_active = False
    otto.save(update_fields=["is_active"])
    return Cast(
        firm=firm,
        dana=member("Dana", Role.OWNER),
        marta=member("Marta", Role.MANAGER),
        sam=member("Sam", Role.MEMBER),
        rita=member("Rita", Role.READ_ONLY),
        otto=otto,
        harbour=account(
            "Harbour Bakery", person="Ines Duarte", email="ines@harbour.example", phone="+442079460018"
        ),
        vets=account("Oyelaran Vets", person="Ada Oyelaran"),
        tomas=account("Tomas Albers", Kind.INDIVIDUAL),
        quiet=account("Green Park Dental", person="Lin Park"),
    )
