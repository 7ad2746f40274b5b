"""Full dates of birth: a day, a month and a year beside a word that says born. An order's day or an appointment has none.

`birthday` and the like count only with a date that makes an age of 16 to 105, since a birthday is also a day for a cake.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.dates import MONTHS

from regulars.trust.facts.finding import Found, What, near

NAMES = {
    1: "jan jän gen ene sty tammi januar janv styczeń stycznia",
    2: "feb fév fev fevr luty lutego helmi",
    3: "mar mär mrz maa mars märz marzo março marz maart maalis",
    4: "apr avr abr kwi avril abril aprile april kwiecień kwietnia huhti",
    5: "may mai mag mei maj mayo maggio maio touko maja",
    6: "jun jui juin giu czerw czerwca kesä juin giugno junio junho",
    7: "jul juil lug lipiec lipca heinä juillet luglio julio julho",
    8: "aug aoû aou ago sie elo août agosto sierpień sierpnia",
    9: "sep sept set wrz syys septiembre settembre setembro wrzesień września",
    10: "oct okt ott out paź loka octubre ottobre outubro październik października",
    11: "nov lis marras novembre noviembre listopad listopada",
    12: "dec dez déc dic gru joulu décembre dezember diciembre dicembre dezembro grudzień grudnia",
}
ENDINGS = (
    r"(?:ember|tember|ober|uary|ruary|ch|il|e|y|ust|st|o|i|kuuta|kuu|bre|embre|iembre|obre|[a-zà-ž]{0,9})"
)
_STEMS = {stem: month for month, names in NAMES.items() for stem in names.split()}
_MONTH = "(?:" + "|".join(sorted(map(re.escape, _STEMS), key=len, reverse=True)) + rf"){ENDINGS}\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|\.|º|ª)?"
_YEAR = r"(?:(?:18|19|20)\d\d|['’]?\d\d)"
_GAP = r"[\s,]{0,3}(?:of|de|do|di|the|den)?[\s,./-]{0,3}"
DATES = [
    re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d\d)\s?[-./年]\s?(?P<m>\d{1,2})\s?[-./月]\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<a>\d{{1,2}})\s?[-./ ]\s?(?P<b>\d{{1,2}})\s?[-./ ]\s?(?P<y>{_YEAR})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>{_DAY}){_GAP}(?P<n>{_MONTH}){_GAP}(?P<y>{_YEAR})(?!\d)", re.IGNORECASE),
    re.compile(rf"\b(?P<n>{_MONTH})\s{{0,2}}(?P<d>{_DAY})[\s,]{{1,3}}(?P<y>{_YEAR})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d)(?P<y>(?:18|19|20)\d\d)[\s,./-]{{1,3}}(?P<n>{_MONTH})[\s./-]{{1,3}}(?P<d>{_DAY})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
]  # fmt: skip
BORN = re.compile(
    r"\b(?:born|birth\s?date|date\s+of\s+birth|birth(?!day)|d\.?\s?o\.?\s?b\b\.?|dob|geb(?:\.|oren\b|\b)|geboren|geburtsdatum|geburt|"
    r"geboortedatum|née?\b|né\(e\)|naissance|nacid[oa]|nacimiento|nat[oa]\s+il|nascita|nascid[oa]|nascimento|"
    r"född|föd\.|født|födelse\w*|fødsels?\w*|syntynyt|synt\.|syntymä\w*|ur\.|urodzon[ya]|urodzenia)|"
    r"(?:^|[\s(])[*†]\s?$",
    re.IGNORECASE,
)
BIRTHDAY = re.compile(
    r"\b(?:b-?day|birthdays?|geburtstag\w*|anniversaire|cumpleaños|compleanno|aniversário|verjaardag|födelsedag\w*|fødselsdag\w*|"
    r"syntymäpäivä\w*|urodziny|bday)\b",
    re.IGNORECASE,
)
BEFORE, AFTER = 45, 28
GROWN, OLDEST = 16, 105


def births(text: str, label: str, today: date, *, month_first: bool = False) -> Iterator[Found]:
    """`label` is what the field is called; `month_first` how 03/04/1984 is read here."""
    taken: list[tuple[int, int]] = []
    for pattern in DATES:
        for match in pattern.finditer(text):
            start, end = match.span()
            day = _day(match, today, month_first=month_first)
            if day is None or any(start < other and end > one for one, other in taken):
                continue
            if _is_birth(text, label, (start, end), _age(day, today)):
                taken.append((start, end))
                yield _found(text, start, end, day)


def says_born(label: str) -> bool:
    """Whether a field that is called so asks for a birth."""
    return bool(BORN.search(label) or BIRTHDAY.search(label))


def _is_birth(text: str, label: str, span: tuple[int, int], age: int) -> bool:
    if not 0 <= age <= OLDEST:
        return False
    if BORN.search(label) or near(BORN, text, span, BEFORE, AFTER):
        return True
    said = BIRTHDAY.search(label) or near(BIRTHDAY, text, span, BEFORE, AFTER)
    return bool(said) and age >= GROWN


def _found(text: str, start: int, end: int, day: date) -> Found:
    """ "born on 12 March 1984" becomes "born in March"."""
    month = str(MONTHS[day.month])
    on = re.search(r"\bon(?:\s+the)?\s+$", text[:start])
    return Found(What.BIRTH, on.start(), end, f"in {month}") if on else Found(What.BIRTH, start, end, month)


def _day(match: re.Match[str], today: date, *, month_first: bool) -> date | None:
    parts = match.groupdict()
    if parts.get("a"):
        one, other = int(parts["a"]), int(parts["b"])
        day, month = (other, one) if (month_first and one <= 12) or other > 12 else (one, other)
    else:
        day = int(re.sub(r"\D", "", parts["d"]))
        month = _month(parts["n"]) if parts.get("n") else int(parts["m"])
    try:
        return date(_year(parts["y"], today), month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    folded = name.casefold().rstrip(".")
    return next(_STEMS[stem] for stem in sorted(_STEMS, key=len, reverse=True) if folded.startswith(stem))


def _year(text: str, today: date) -> int:
    digits = int(re.sub(r"\D", "", text))
    if digits >= 100:
        return digits
    return digits + (1900 if digits > today.year % 100 else 2000)


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
