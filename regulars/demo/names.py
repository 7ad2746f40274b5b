"""Made-up names, from many places, and the awkward ones every real list holds. Addresses end in .example, and the
phone numbers are those that Ofcom keeps for drama."""

import re
from typing import NamedTuple

import numpy as np

from regulars.lib.folding import fold
from regulars.people.models import Kind


def words(text: str, sign: str | None = None) -> list[str]:
    return text.split(sign)


FIRST = words(
    "Ada Aisha Alan Amara Amir Ana Andrew Anil Anneke Arjun Astrid Beatriz Ben Bogdan Carmen Catrin Chen Chidi Chloe "
    "Claire Craig Dafydd Daniel Deepa Dilys Dmitri Efua Eilidh Elena Emeka Emma Eszter Farah Fatima Femi Fiona Freya "
    "Gareth George Giulia Grace Hamza Hana Hannah Harriet Hugh Ibrahim Ines Ingrid Isla Ivan Jack James Jasmine Javier "
    "Jun Kamala Karim Kasia Keiko Khadija Kofi Lachlan Lars Layla Leila Liam Linh Lucy Magnus Mai Marek Margaret Maria "
    "Mei Mohammed Moira Nadia Nia Niamh Nikhil Nkechi Noor Oliver Olu Owen Padraig Patrick Pavel Petra Priya Rachel "
    "Rafael Rhys Rosa Ruth Salma Samuel Sanjay Sean Seren Shona Sofia Stefan Sunil Tariq Tendai Thomas Tomas Uma "
    "Valentina Wei Yasmin Yusuf Zainab Zofia Zoë"
)
LAST = words(
    "Abara Adeyemi Ahmed Albers Ali Andersen Bailey Banerjee Begum Bevan Campbell Carvalho Chaudhry Chen Clarke Costa "
    "Cruz Davies Dogan Duarte Edwards Eriksen Evans Farouk Fernandes Fischer Fraser Garcia Gill Gordon Griffiths Gupta "
    "Haddad Hall Hassan Hughes Hussain Ibáñez Iqbal Ivanova Jansen Jones Kamau Kapoor Kaur Khan Kim Kovács Kowalski "
    "Kumar Larsen Le Lewis Lopez MacDonald Mahmood Malik Marsh Mbeki Mehta Mendes Morgan Murray Nagy Nakamura Nguyen "
    "Novak Nowak Obi Okafor Olsen Oyelaran Park Patel Pereira Petrov Price Quaye Quinn Rahman Rao Rees Reid Roberts "
    "Rossi Ryan Santos Sato Schmidt Shah Silva Singh Smith Stewart Svensson Tanaka Taylor Thomas Tran Tremblay Usman "
    "Vasquez Walker Watts Weber Williams Wilson Wójcik Wong Wright Yamamoto Yilmaz Young Zhang"
)
PLACES = words(
    "Abbey Alder Arcade Bankside Bell Birch Bridge Canal Castle Cedar Chapel Corner Cross Dock Elm Fern Ferry Forge "
    "Garden Green Grove Harbour Hawthorn Hill Holly Kiln Lantern Library Lime Lock Market Meadow Mill Moor Northgate "
    "Oak Old Orchard Park Pier Quay Quayside Riverside Rowan Saddler Station Stone Tannery Terrace Tower Union Vale "
    "Victoria Viaduct Water Weir Wharf Willow Yard"
)
TRADES = words(
    "Bakery|Bistro|Books|Bookshop|Café|Coffee House|Cycles|Deli|Dental|Design|Farm Shop|Florist|Gallery|Grocers|"
    "Guest House|Hotel|Kitchen|Larder|Opticians|Pantry|Physiotherapy|Salon|Studio|Tea Rooms|Theatre|Vets|Wine Bar|"
    "Workspace|Yoga|Brewery Tap|Community Centre|Sixth Form",
    "|",
)
AWKWARD = [
    "O",
    "Y",
    "Ng",
    "D'Arcy O'Neill",
    "Jennifer Null",
    "Jean-Luc de la Croix-Étienne",
    "李伟",
    "Олена Шевченко",
    "محمد العلي",
    "नेहा शर्मा",
    "김서연",
    "Αθηνά Παπαδοπούλου",
    "Þóra Guðmundsdóttir",
    "@home Catering",
    "+Plus Fitness",
    "1st Choice",
    "The \u201cLittle\u201d Shop; & Sons, Ltd.",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch Tea Rooms",
    "  Spaces   Inside  ",
    "☕ Corner",
]
COUNTRIES = ["United Kingdom"] * 17 + ["Ireland", "France", "Netherlands"]
NOTES = [
    "Prefers a call before noon.",
    "Back door, ring twice.",
    "Likes to try what is new.",
    "Asks for the invoice by e-mail.",
    "Runs the marathon each spring.",
]
# How they came to the roasters, firms and others; of about a quarter nobody knows.
SOURCES = {
    True: ["Recommended", "Recommended", "Trade fair", "Trade fair", "Our call", "Web search", ""],
    False: ["Walked in", "Walked in", "Walked in", "Web search", "Market stall", "Recommended", "", ""],
}
KINDS = {
    "Cafés and kitchens": {
        "Bakery",
        "Bistro",
        "Café",
        "Coffee House",
        "Kitchen",
        "Tea Rooms",
        "Wine Bar",
        "Brewery Tap",
    },
    "Delis and farm shops": {"Deli", "Farm Shop", "Grocers", "Larder", "Pantry"},
    "Hotels and guest houses": {"Guest House", "Hotel"},
}
EXCHANGES = [
    "+4420794600",
    "+4411349600",
    "+4411449600",
    "+4411549600",
    "+4412149600",
    "+4413149600",
    "+4414149600",
]
NOT_FOR_MAIL = re.compile(r"[^a-z0-9]+")


class Buyer(NamedTuple):
    number: str
    name: str
    kind: str
    country: str
    person: str
    email: str
    phone: str
    note: str
    came_by: str
    persona: str


def buyers(rng: np.random.Generator, count: int, companies: np.ndarray) -> list[Buyer]:
    """`count` buyers numbered C00001 on; `companies` says which of them are firms. One in forty has an awkward name."""
    draws = rng.integers(0, 1 << 30, size=(count, 8)).tolist()
    return [buyer(index, draw, bool(companies[index])) for index, draw in enumerate(draws)]


def buyer(index: int, draw: list[int], is_company: bool) -> Buyer:
    first, last, other, place, trade, shape, luck, digits = draw
    person = f"{FIRST[first % len(FIRST)]} {LAST[last % len(LAST)]}"
    name = company(last, other, place, trade, shape) if is_company else person
    if index % 40 == 3:
        name = AWKWARD[index // 40 % len(AWKWARD)]
        person = person if is_company else name.strip()
    return Buyer(
        number=f"C{index + 1:05d}",
        name=" ".join(name.split()),
        kind=Kind.COMPANY if is_company else (Kind.HOUSEHOLD if luck % 19 == 0 else Kind.INDIVIDUAL),
        country=COUNTRIES[other % len(COUNTRIES)],
        person=" ".join(person.split()),
        email=mailbox(index, person, name) if luck % 10 < 8 else "",
        phone=f"{EXCHANGES[digits % len(EXCHANGES)]}{digits // 7 % 100:02d}" if luck % 7 < 5 else "",
        note=NOTES[shape % len(NOTES)] if luck % 23 == 0 else "",
        came_by=SOURCES[is_company][digits // 11 % len(SOURCES[is_company])],
        persona=kind_of_buyer(TRADES[trade % len(TRADES)] if is_company else "", luck),
    )


def kind_of_buyer(trade: str, luck: int) -> str:
    """What the roasters call them; of every seventh nobody has said it yet."""
    if luck % 7 == 5:
        return ""
    if not trade:
        return "Drinks it at home" if luck % 3 else "Buys presents"
    return next((kind for kind, trades in KINDS.items() if trade in trades), "Shops and studios")


def company(last: int, other: int, place: int, trade: int, shape: int) -> str:
    surname, business = LAST[last % len(LAST)], TRADES[trade % len(TRADES)]
    match shape % 6:
        case 0:
            return f"{surname} & {LAST[other % len(LAST)]} {business}"
        case 1:
            return f"{surname}'s {business}"
        case 2:
            return f"{surname} {business}"
        case _:
            return f"{PLACES[place % len(PLACES)]} {business}"


def mailbox(index: int, person: str, name: str) -> str:
    """An address that reads like its owner, unique by number, in a domain that nobody can own."""
    local = NOT_FOR_MAIL.sub(".", fold(person)).strip(".") or "hello"
    domain = NOT_FOR_MAIL.sub("-", fold(name)).strip("-")[:40].strip("-") or "mail"
    return f"{local}.{index + 1}@{domain}.example"
