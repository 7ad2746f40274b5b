"""National numbers of persons, by the rules their countries print on them, and the check digits where there are any.

A number of nothing but digits in one run is one only beside a word that says so: it might as well be an order or a phone.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from regulars.trust.facts.finding import Found, What, digits_of, near

Check = Callable[[str, date], bool]
ANY = r"passport|identity|id\s?-?(?:card|number|no|nr|code)|tax\s?(?:id|number|no)|person(?:al)?\s?-?(?:number|no|id\w*)"
"""What such a number is called anywhere."""
BEFORE, AFTER = 36, 20


def dated(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def nino(said: str, today: date) -> bool:
    return said[:2].upper() not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}


def ssn(said: str, today: date) -> bool:
    digits = digits_of(said)
    return (
        digits[:3] not in {"000", "666"} and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"
    )


def bsn(said: str, today: date) -> bool:
    digits = digits_of(said)
    return digits != "000000000" and weighed(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def steuer_id(said: str, today: date) -> bool:
    """ISO/IEC 7064 MOD 11,10; of the first ten digits one comes twice or three times."""
    digits, product = digits_of(said), 10
    if digits[0] == "0" or len(set(digits[:10])) not in {8, 9}:
        return False
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def dni(said: str, today: date) -> bool:
    plain = re.sub(r"[\s.-]", "", said.upper())
    number = {"X": "0", "Y": "1", "Z": "2"}.get(plain[0], plain[0]) + plain[1:-1]
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def nir(said: str, today: date) -> bool:
    """97 less the remainder; Corsica's departments 2A and 2B count as 19 and 18."""
    plain = re.sub(r"[\s.-]", "", said.upper()).replace("2A", "19", 1).replace("2B", "18", 1)
    month = int(plain[3:5])
    return (1 <= month <= 12 or month >= 20) and 97 - int(plain[:13]) % 97 == int(plain[13:])


ODD = "BAKPLCQDREVOSFTGUHMINJWZYX"
"""A letter's value in an odd place is where it stands here; a digit counts as that letter of the alphabet."""


def codice_fiscale(said: str, today: date) -> bool:
    plain = re.sub(r"[\s-]", "", said.upper())
    total = sum(
        ODD.index(chr(65 + value)) if place % 2 == 0 else value
        for place, value in enumerate(int(sign) if sign.isdigit() else ord(sign) - 65 for sign in plain[:15])
    )
    return chr(65 + total % 26) == plain[15]


def swedish(said: str, today: date) -> bool:
    """Luhn over the last ten digits; a day above 60 is a coordination number."""
    digits = digits_of(said)[-10:]
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    day = int(digits[4:6])
    return total % 10 == 0 and dated(day - 60 if day > 60 else day, int(digits[2:4]), 2000)


def swedish_grown(said: str, today: date) -> bool:
    """Of somebody of sixteen or more: what begins with a day of these years is an order's number."""
    digits, year = digits_of(said), today.year
    age = year - int(digits[:4]) if len(digits) == 12 else (year - int(digits[:2])) % 100
    return swedish(said, today) and 16 <= age < 100


def norwegian(said: str, today: date) -> bool:
    digits = digits_of(said)
    first = (11 - weighed(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11) % 11
    second = (11 - weighed(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 11
    day = int(digits[:2])
    return f"{first}{second}" == digits[9:] and dated(day - 40 if day > 40 else day, int(digits[2:4]), 2000)


def danish(said: str, today: date) -> bool:
    digits = digits_of(said)
    return dated(int(digits[:2]), int(digits[2:4]), 2000)


def finnish(said: str, today: date) -> bool:
    plain = said.upper()
    number = int(plain[:6] + plain[7:10])
    return (
        dated(int(plain[:2]), int(plain[2:4]), 2000)
        and "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31] == plain[10]
    )


def pesel(said: str, today: date) -> bool:
    digits = digits_of(said)
    check = (10 - weighed(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10) % 10
    return check == int(digits[10]) and dated(int(digits[4:6]), int(digits[2:4]) % 20, 2000)


def ahv(said: str, today: date) -> bool:
    digits = digits_of(said)
    return (10 - weighed(digits, (1, 3) * 6) % 10) % 10 == int(digits[12])


class Number(NamedTuple):
    """`words` has to stand beside it; None for one so particular that it speaks for itself."""

    pattern: re.Pattern[str]
    check: Check
    words: re.Pattern[str] | None


def _number(pattern: str, check: Check, words: str = "") -> Number:
    asked = re.compile(rf"\b(?:{words}|{ANY})\b", re.IGNORECASE) if words else None
    return Number(re.compile(rf"(?<![\w/-])(?:{pattern})(?![\w-])", re.IGNORECASE), check, asked)


NUMBERS = [
    _number(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][\s-]?\d\d[\s-]?\d\d[\s-]?\d\d[\s-]?[A-D]", nino),
    _number(r"\d{3}-\d\d-\d{4}", ssn),
    _number(r"\d{3}[ .]?\d\d[ .]?\d{4}", ssn, r"ssn|social\s+security\w*"),
    _number(r"\d{9}|\d{4}\.\d\d\.\d{3}", bsn, r"bsn|burgerservice\w*|sofi\w*"),
    _number(
        r"\d\d \d{3} \d{3} \d{3}|\d{11}",
        steuer_id,
        r"steuer\s?-?\s?id\w*|idnr|steuer\w*nummer|identifikationsnummer",
    ),
    _number(r"\d{8}[\s-]?[A-Z]|\d\d\.\d{3}\.\d{3}[\s-]?[A-Z]", dni, r"dni|nif|documento|identidad"),
    _number(r"[XYZ][\s-]?\d{7}[\s-]?[A-Z]", dni),
    _number(r"[1278]\s?\d\d\s?\d\d\s?(?:\d\d|2[AB])\s?\d{3}\s?\d{3}\s?\d\d", nir),
    _number(r"[A-Z]{6}\s?\d\d[ABCDEHLMPRST]\d\d\s?[A-Z]\d{3}\s?[A-Z]", codice_fiscale),
    _number(r"[A-Z]{3} [A-Z]{3} \d\d[ABCDEHLMPRST]\d\d [A-Z]\d{3}[A-Z]", codice_fiscale),
    _number(r"(?:\d\d)?\d{6}[-+]\d{4}", swedish_grown),
    _number(r"(?:\d\d)?\d{6}[-+ ]?\d{4}", swedish, r"person(?:nummer|nr|\.nr)|samordningsnummer"),
    _number(r"\d{6} \d{5}", norwegian),
    _number(r"\d{11}", norwegian, r"f[øo]dselsn\w*|personnummer|fnr"),
    _number(r"\d{6}[- ]?\d{4}", danish, r"cpr\w*|personnummer"),
    _number(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]", finnish),
    _number(r"\d{11}", pesel, r"pesel"),
    _number(r"756\.\d{4}\.\d{4}\.\d\d", ahv),
    _number(r"756[\s.]?\d{4}[\s.]?\d{4}[\s.]?\d\d", ahv, r"ahv\w*|avs|navs\d*"),
]
CALLED = re.compile(
    r"\b(?:national\s+insurance|n\.?i\.?\s*(?:number|no)|nino|nie|nir|sécurité\s+sociale|codice\s+fiscale|hetu|henkilötunnus|"
    + "|".join(number.words.pattern[5:-3] for number in NUMBERS if number.words)
    + r")\b",
    re.IGNORECASE,
)


def identities(text: str, label: str, today: date) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    for number in NUMBERS:
        for match in number.pattern.finditer(text):
            start, end = match.span()
            if any(start < other and end > one for one, other in taken) or not number.check(match[0], today):
                continue
            if _said(number.words, text, label, (start, end)):
                taken.append((start, end))
                yield Found(What.IDENTITY, start, end, _ending(match[0]))


def _said(words: re.Pattern[str] | None, text: str, label: str, span: tuple[int, int]) -> bool:
    return words is None or bool(words.search(label)) or near(words, text, span, BEFORE, AFTER)


def _ending(said: str) -> str:
    signs = [sign for sign in said if sign.isalnum()]
    return _("ending %(signs)s") % {"signs": "".join(signs[-4:])}


def says_identity(label: str) -> bool:
    """Whether a field that is called so asks for such a number."""
    return bool(CALLED.search(label))
