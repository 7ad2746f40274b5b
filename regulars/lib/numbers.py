"""Numbers as people write them, in whichever country they learnt to."""

import re

from django.utils.formats import get_format

_GAPS = re.compile(r"[\s'’_ ]")
_PLAIN = re.compile(r"[-+−]?[0-9]+(\.[0-9]+)?|[-+−]?\.[0-9]+", re.ASCII)


def plain_number(text: str) -> str | None:
    """`1,234.50`, `1.234,50` and `1 234,5` as `1234.50` and so on; None where it is no number.

    Of a lone sign that could be either, the reader's language decides.
    """
    text = _GAPS.sub("", text)
    signs = [sign for sign in text if sign in ".,"]
    if len(set(signs)) == 2:
        point = signs[-1]
        thousands = "," if point == "." else "."
        if signs.count(point) > 1:
            return None
    elif len(signs) > 1:
        point, thousands = "", signs[0]
    else:
        point = signs[0] if signs and not _looks_grouped(text, signs[0]) else ""
        thousands = signs[0] if signs and not point else ""
    if thousands and not _grouped(text, thousands, point):
        return None
    if thousands:
        text = text.replace(thousands, "")
    if point:
        text = text.replace(point, ".")
    return text.replace("−", "-").removeprefix("+") if _PLAIN.fullmatch(text) else None


def _looks_grouped(text: str, sign: str) -> bool:
    """Whether the one sign in `1,234` stands for thousands in the language of whoever reads."""
    if sign == get_format("DECIMAL_SEPARATOR"):
        return False
    return bool(re.fullmatch(rf"[-+−]?[1-9][0-9]{{0,2}}{re.escape(sign)}[0-9]{{3}}", text, re.ASCII))


def _grouped(text: str, sign: str, point: str) -> bool:
    whole = text.split(point, maxsplit=1)[0] if point else text
    return bool(re.fullmatch(rf"[-+−]?[0-9]{{1,3}}({re.escape(sign)}[0-9]{{2,3}})+", whole, re.ASCII))
