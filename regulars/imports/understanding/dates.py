"""Days and moments as programs write them. Day and month are never guessed: the order is proved, or asked for."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from regulars.lib.folding import fold


class Order(StrEnum):
    """The order of day, month and year in the file's numeric dates. SERIAL: Excel's day numbers."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"
    SERIAL = "serial"


class NotADate(ValueError):
    """The text is no date in the chosen order. The first argument is the reason's code (imports.reasons)."""


LONGEST = 60
EITHER = "either"
EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 # Excel knows no zones
_CLOCK = (
    r"(?:[T\s,]+(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_ISO = re.compile(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})" + _CLOCK)
_PACKED = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _CLOCK)
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<sign>[-/. ])(?P<second_part>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})" + _CLOCK
)
_WORDY = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er)?[\s\-/.]+(?:de\s+)?(?P<word>[^\W\d_]{3,10})\.?[\s\-/.,]+(?:de\s+)?"
    r"(?P<year>\d{4}|\d{2})" + _CLOCK
)
_WORD_FIRST = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?P<word>[^\W\d_]{3,10})\.?[\s\-]+(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s,\-]+(?P<year>\d{4}|\d{2})"
    + _CLOCK
)
_TIME = re.compile(
    r"[T\s]*(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
)
_SERIAL = re.compile(r"\d{4,5}(?:[.,]\d+)?")
_MONTHS = (
    "jan january januar janvier janv enero ene januari",
    "feb february februar fevrier fevr febrero februari",
    "mar march marz mars marzo maerz mrz",
    "apr april avril avr abril abr",
    "may mai mayo maj",
    "jun june juni juin junio",
    "jul july juli juillet juil julio",
    "aug august aout agosto ago augusti",
    "sep sept september septembre septiembre set",
    "oct october oktober okt octobre octubre",
    "nov november novembre noviembre",
    "dec december dezember dez decembre diciembre dic",
)
MONTHS = {name: index for index, names in enumerate(_MONTHS, start=1) for name in names.split()}


def evidence(text: str) -> str:
    """What a date proves of the file's order: ymd, dmy, mdy, `either`, `serial`, `word`, or empty where it is no date."""
    text = text.strip()
    if len(text) > LONGEST or not any(letter.isdigit() for letter in text):
        return ""
    if _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        return Order.YMD
    if found := _NUMERIC.fullmatch(text):
        return _numeric_evidence(int(found["first"]), int(found["second_part"]), found["sign"])
    for pattern in (_WORDY, _WORD_FIRST):
        if (found := pattern.fullmatch(text)) and fold(found["word"]) in MONTHS:
            return "word"
    return Order.SERIAL if _SERIAL.fullmatch(text) else ""


def _numeric_evidence(first: int, second: int, sign: str) -> str:
    """Dots are written by those who put the day first; slashes and dashes by either."""
    if 12 < first <= 31 and 1 <= second <= 12:
        return Order.DMY
    if 1 <= first <= 12 and 12 < second <= 31:
        return Order.MDY
    if 1 <= first <= 12 and 1 <= second <= 12:
        return Order.DMY if sign == "." else EITHER
    return ""


def moment(text: str, order: str) -> datetime:
    """The moment in `text`: aware when it names its zone; at midnight when it names no time. Raises NotADate."""
    text = text.strip()
    if len(text) > LONGEST:
        raise NotADate("date_unreadable")
    if order == Order.SERIAL and _SERIAL.fullmatch(text):
        return _from_serial(text)
    if found := _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        return _made(found, int(found["month"]), int(found["day"]))
    if found := _NUMERIC.fullmatch(text):
        first, second = int(found["first"]), int(found["second_part"])
        if order not in {Order.DMY, Order.MDY}:
            raise NotADate("date_order")
        day, month = (first, second) if order == Order.DMY else (second, first)
        if month > 12 >= day:
            raise NotADate("date_order")
        return _made(found, month, day)
    for pattern in (_WORDY, _WORD_FIRST):
        if (found := pattern.fullmatch(text)) and (named := MONTHS.get(fold(found["word"]))):
            return _made(found, named, int(found["day"]))
    raise NotADate("date_unreadable")


def _made(found: re.Match[str], month: int, day: int) -> datetime:
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < 80 else 1900
    try:
        made = datetime.combine(date(year, month, day), _clock(found))
    except ValueError:
        raise NotADate("date_impossible") from None
    return made.replace(tzinfo=_zone(found["zone"])) if found["zone"] else made


def _clock(found: re.Match[str]) -> time:
    if not found["hour"]:
        return time()
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    if hour == 24 and int(found["minute"]) == 0:
        raise ValueError("24:00 is another day")
    return time(hour, int(found["minute"]), int(found["second"] or 0))


def _zone(name: str) -> timezone:
    if name in {"Z", "UTC", "GMT"}:
        return UTC
    digits = name[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= timedelta(hours=24):
        raise NotADate("date_impossible")
    return timezone(-offset if name[0] == "-" else offset)


def _from_serial(text: str) -> datetime:
    days = float(text.replace(",", "."))
    return (EXCEL_ZERO + timedelta(days=days)).replace(microsecond=0)


def clock(text: str) -> time:
    """A time of day from a column of its own. Raises NotADate."""
    found = _TIME.fullmatch(text.strip()[:LONGEST])
    if not found:
        raise NotADate("time_unreadable")
    try:
        return _clock(found)
    except ValueError:
        raise NotADate("time_unreadable") from None
