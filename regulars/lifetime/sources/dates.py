"""How a file writes its dates, and the SQL that makes whole days of them.

The rule of days: a date, or a moment without an offset, is the day as written. A moment with an offset (or stored as
UTC) is the day it was in `zone`. Whole numbers are day numbers already. Which day it is never depends on the
machine's own time zone.
"""

from typing import Any

from regulars.lifetime.sources.columns import Unreadable

EPOCH = "DATE '1970-01-01'"
CLOCKS = ("", " %H:%M", " %H:%M:%S")
WRITTEN = (
    "%Y%m%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d %b %Y",
    "%b %d, %Y",
)
SAMPLE = 10_000
LAST_DAY = 3_000_000
"""Further from 1970 no calendar goes: what says so is a moment in seconds, or infinite, and no day."""
OFFSET = r":\d\d.*(Z|[+-]\d\d(:?\d\d)?)$"


def text(value: str) -> str:
    """A literal of SQL."""
    return "'" + value.replace("'", "''") + "'"


def name(column: str) -> str:
    """A column's name in SQL."""
    return '"' + column.replace('"', '""') + '"'


def parsed(column: str, form: str) -> str:
    """The day of a text column written as `form`, with or without a time after it; NULL where it is not."""
    forms = ", ".join(text(form + clock) for clock in CLOCKS) if "%H" not in form else text(form)
    return f"TRY_STRPTIME({column}, [{forms}])::DATE"


def iso(column: str, zone: str | None) -> str:
    plain = f"TRY_CAST({column} AS DATE)"
    if zone is None:
        return plain
    moment = f"(TRY_CAST({column} AS TIMESTAMPTZ) AT TIME ZONE {text(zone)})::DATE"
    return f"CASE WHEN regexp_matches({column}, {text(OFFSET)}) THEN {moment} ELSE {plain} END"


def days(*, engine: Any, source: str, column: str, kind: str, form: str | None, zone: str) -> str:
    """SQL of whole day numbers of `column` (of the type `kind`) in `source`, NULL where there is none."""
    quoted = name(column)
    if kind.endswith(("INT", "INTEGER")):
        return f"TRY_CAST({quoted} AS INTEGER)"
    if kind == "TIMESTAMP WITH TIME ZONE":
        day = f"({quoted} AT TIME ZONE {text(zone)})::DATE"
    elif kind == "DATE" or kind.startswith("TIMESTAMP"):
        day = f"{quoted}::DATE"
    elif kind == "VARCHAR":
        day = parsed(quoted, form) if form else guessed(engine, source, column, zone)
    else:
        raise Unreadable(f"Column {column!r} holds no dates (its type is {kind}).")
    return f"({day} - {EPOCH})::INTEGER"


def guessed(engine: Any, source: str, column: str, zone: str) -> str:
    """The obvious way of writing that reads most of the column. Unreadable where none does, or where 1/2 could be the
    first of February or the second of January throughout."""
    quoted = name(column)
    few = f"(SELECT {quoted} FROM {source} WHERE {quoted} IS NOT NULL LIMIT {SAMPLE})"
    offset = f"count(*) FILTER (WHERE regexp_matches({quoted}, {text(OFFSET)})) > 0"
    (has_offset,) = engine.execute(f"SELECT {offset} FROM {few}").fetchone()
    ways = {"ISO": iso(quoted, zone if has_offset else None)} | {
        form: parsed(quoted, form) for form in WRITTEN
    }
    read = reading(engine, few, ways)
    best = [way for way in ways if read[way] == max(read.values())]
    if len(best) > 1 and read[best[0]]:
        read = reading(engine, source, {way: ways[way] for way in best})
        best = [way for way in best if read[way] == max(read.values())]
    if not read[best[0]]:
        first = engine.execute(f"SELECT first({quoted}) FROM {few}").fetchone()[0]
        if first is None:
            raise Unreadable(f"Column {column!r} is empty; dates were expected in it.")
        raise Unreadable(
            f"No date in column {column!r} can be read; the first row holds {first!r}. Say date_format='…' "
            "(such as '%d.%m.%Y'), or name another column with day='…'."
        )
    if len(best) > 1:
        raise Unreadable(
            f"The dates in column {column!r} can be read as {' and as '.join(best)}. Say which with date_format='…'."
        )
    return ways[best[0]]


def reading(engine: Any, source: str, ways: dict[str, str]) -> dict[str, int]:
    """How many rows each way reads."""
    counts = ", ".join(f"count({way})" for way in ways.values())
    return dict(zip(ways, engine.execute(f"SELECT {counts} FROM {source}").fetchone(), strict=True))
