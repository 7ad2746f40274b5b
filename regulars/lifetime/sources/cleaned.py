"""The three columns of any table as an Ibis expression: who, day, money, with the same rules as `read_log`.

who: whole numbers where the column holds whole numbers, else trimmed text; blank, missing and NaN are nobody.
day: whole days since 1970. A date, or a moment without an offset, is the day as written; a moment with an offset is
the day it was in `zone`; a whole number is a day number already. (Spark shows moments in its session's zone, and so
they are days of that zone.) money: a float, NULL where it is missing or no finite number.
"""

from typing import Any

from regulars.lifetime.sources.dates import LAST_DAY
from regulars.lifetime.sources.needs import needed

Table = Any  # an ibis.Table; Ibis ships no types
Column = Any  # an ibis.Column
NAMES_A_ZONE = {"duckdb", "postgres"}
LARGEST = 1e300


def ibis() -> Any:
    return needed("ibis", "ibis-framework[duckdb]", "summarise tables and frames")


def as_table(source: Any) -> Table:
    """An Ibis table as it is; a Polars, pandas or Arrow frame as a table of DuckDB."""
    module = ibis()
    return source if isinstance(source, module.Table) else module.memtable(source)


def cleaned(source: Any, customer: str, day: str, amount: str | None, zone: str) -> Table:
    """who, day, money of every row. money is 1 where no amount is named."""
    table = as_table(source)
    for column in (customer, day, amount):
        if column is not None and column not in table.columns:
            raise ValueError(f"There is no column {column!r}; the table has {', '.join(table.columns)}.")
    money = ibis().literal(1.0) if amount is None else number(table[amount])
    on = whole_day(table, day, zone)
    on = on.between(-LAST_DAY, LAST_DAY).ifelse(on, None)
    return table.select(who=identity(table, customer), day=on, money=money)


def identity(table: Table, name: str) -> Column:
    column = table[name]
    kind = column.type()
    if kind.is_integer():
        return column.cast("int64")
    if kind.is_floating():
        column = (column.abs() < LARGEST).ifelse(column, None)
        if not table.aggregate(odd=(column != column.floor()).any()).to_pyarrow()["odd"][0].as_py():
            return column.cast("int64")
    return column.cast("string").strip().nullif("")


def number(column: Column) -> Column:
    value = column.cast("float64")
    return (value.abs() < LARGEST).ifelse(value, None)


def whole_day(table: Table, name: str, zone: str) -> Column:
    column = table[name]
    kind = column.type()
    if kind.is_integer():
        return column.cast("int64")
    if kind.is_timestamp() and kind.timezone is not None:
        column = in_zone(table, column, zone)
    elif kind.is_string():
        column = column.try_cast("date")
    elif not (kind.is_date() or kind.is_timestamp()):
        raise ValueError(f"Column {name!r} holds no dates (its type is {kind}).")
    day = column.date() if column.type().is_timestamp() else column
    return day.delta(ibis().date(1970, 1, 1), unit="day").cast("int64")


def in_zone(table: Table, moment: Column, zone: str) -> Column:
    """What the clock in `zone` showed at a moment with an offset."""
    module = ibis()
    engine = module.get_backend(table).name
    if engine not in NAMES_A_ZONE:
        if zone == moment.type().timezone == "UTC":
            return moment
        raise ValueError(f"{engine} cannot tell days in {zone} here: give a column of dates in that zone.")

    def timezone(zone: str, moment: Any) -> Any: ...

    shown = module.udf.scalar.builtin(timezone, signature=(("string", "timestamp"), "timestamp"))
    return shown(zone, moment)
