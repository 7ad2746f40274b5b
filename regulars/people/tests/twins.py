"""A firm's people with known duplicates: typing mistakes, swapped names, short names, accents; and those who only look alike."""

import random
from itertools import combinations
from typing import Any, NamedTuple

from regulars.people.models import Account, ContactKind, ContactPoint, Kind, Person
from regulars.people.points import key_of

GIVEN = [
    "Robert",
    "William",
    "Margaret",
    "Elizabeth",
    "Thomas",
    "Michael",
    "Joseph",
    "Edward",
    "Daniel",
    "Anthony",
    "Andrew",
    "Samuel",
    "Christina",
    "Nicholas",
    "Patricia",
]
SHORT = [
    "Bob",
    "Bill",
    "Maggie",
    "Liz",
    "Tom",
    "Mike",
    "Joe",
    "Ted",
    "Dan",
    "Tony",
    "Andy",
    "Sam",
    "Tina",
    "Nick",
    "Pat",
]
FAMILY = [
    "Oyelaran",
    "Duarte",
    "Müller",
    "Kowalska",
    "Haddad",
    "Lindqvist",
    "Fernández",
    "Sørensen",
    "Novák",
    "Castellano",
    "Whitfield",
    "Abernathy",
]
PLAIN = str.maketrans("üáøńéöÉ", "uaoneoE")


class Made(NamedTuple):
    """`twins` holds the pairs of ids that are one person, `alike` those that only look it."""

    twins: set[tuple[int, int]]
    alike: set[tuple[int, int]]


def make(companies: int = 60, seed: int = 8) -> Made:
    dice = random.Random(seed)
    twins: set[tuple[int, int]] = set()
    alike: set[tuple[int, int]] = set()
    for number in range(companies):
        company = Account.objects.create(
            name=f"{dice.choice(FAMILY)} {dice.choice(['Foods', 'Press', 'Works'])} {number}",
            kind=Kind.COMPANY,
        )
        people = [someone(company, dice) for _one in range(4)]
        again, place = dice.choice(people), company if number % 3 else namesake(company)
        twins.add(pair(again, another(again, place, dice)))
    for number in range(companies // 3):
        alike |= family(number, dice) | mailbox(number, dice) | chain(number, dice)
    return Made(twins, alike)


def pair(one: Any, other: Any) -> tuple[int, int]:
    first, second = sorted((one.pk, other.pk))
    return first, second


def person(account: Account, name: str, email: str = "", phone: str = "") -> Person:
    number = key_of(ContactKind.PHONE, phone) if phone else ""
    return Person.objects.create(account=account, name=name, email=email, phone=phone, phone_e164=number)


def someone(company: Account, dice: random.Random) -> Person:
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    email = f"{given}.{family}.{dice.randrange(10**6)}@{company.pk}.example".lower()
    return person(company, f"{given} {family}", email, f"+4420{dice.randrange(10**7, 10**8)}")


def namesake(company: Account) -> Account:
    """The same company, typed once more."""
    made: Account = Account.objects.create(name=f"{company.name} Ltd", kind=Kind.COMPANY)
    return made


def another(one: Person, place: Account, dice: random.Random) -> Person:
    """Whoever typed them again knew the phone, the e-mail, or neither; and not quite the name."""
    ways: list[dict[str, str]] = [{"email": one.email.upper()}, {"phone": one.phone}]
    if place == one.account:
        ways.append({})
    return person(
        place,
        dice.choice([mistyped, swapped, shortened, without_accents])(one.name, dice),
        **dice.choice(ways),
    )


def mistyped(name: str, dice: random.Random) -> str:
    place = dice.randrange(2, len(name) - 2)
    return name[:place] + dice.choice("aeiou") + name[place + 1 :]


def swapped(name: str, dice: random.Random) -> str:
    return ", ".join(reversed(name.split(" ", 1)))


def shortened(name: str, dice: random.Random) -> str:
    given, family = name.split(" ", 1)
    return f"{SHORT[GIVEN.index(given)]} {family}"


def without_accents(name: str, dice: random.Random) -> str:
    return name.translate(PLAIN)


def family(number: int, dice: random.Random) -> set[tuple[int, int]]:
    """A household with one phone."""
    name, phone = dice.choice(FAMILY), f"+4416{dice.randrange(10**7, 10**8)}"
    home = Account.objects.create(name=f"{name} family {number}", kind=Kind.HOUSEHOLD)
    people = [person(home, f"{given} {name}", phone=phone) for given in dice.sample(GIVEN, 3)]
    return {pair(*two) for two in combinations(people, 2)}


def mailbox(number: int, dice: random.Random) -> set[tuple[int, int]]:
    """Colleagues behind info@ and one switchboard."""
    company = Account.objects.create(name=f"Mailbox {number}", kind=Kind.COMPANY)
    names = [
        f"{given} {family}"
        for given, family in zip(dice.sample(GIVEN, 3), dice.sample(FAMILY, 3), strict=True)
    ]
    people = [person(company, name, f"info@m{number}.example", f"+44131{number:07}") for name in names]
    return {pair(*two) for two in combinations(people, 2)}


def chain(number: int, dice: random.Random) -> set[tuple[int, int]]:
    """Two shops of one name in two towns, each with a manager of the same name."""
    name, people = f"Crust and Crumb {number}", []
    for town in ("Leeds", "Bristol"):
        shop = Account.objects.create(name=name, kind=Kind.COMPANY)
        address = f"{dice.randrange(1, 200)} High Street, {town}"
        ContactPoint.objects.create(
            account=shop, kind=ContactKind.ADDRESS, value=address, key=key_of(ContactKind.ADDRESS, address)
        )
        people.append(person(shop, f"Thomas Whitfield{number}", phone=f"+4411{dice.randrange(10**7, 10**8)}"))
    return {pair(*people)}
