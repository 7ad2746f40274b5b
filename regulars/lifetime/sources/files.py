"""Orders from Parquet and CSV files straight into arrays, through DuckDB.

Only the columns asked for are read; dates become whole days and text ids become places in a sorted list inside the
engine, so what reaches NumPy is numbers. Nothing is downloaded: the engine may load no extension.
"""

import glob
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regulars.lifetime.sources.columns import Amount, Columns, Unreadable, find_columns
from regulars.lifetime.sources.dates import LAST_DAY, days, name, text
from regulars.lifetime.sources.needs import needed
from regulars.lifetime.sources.orders import Orders
from regulars.lifetime.summary import numbered

PARQUET = (".parquet", ".pq", ".parq")
WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
FRACTIONS = ("DOUBLE", "FLOAT", "DECIMAL")
HUGE = {"UBIGINT", "HUGEINT", "UHUGEINT"}
PUSHES_CASTS = "type_pushdown"
NO_MONEY = "NULL::DOUBLE"
QUIET = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def read_log(
    path: str | Path,
    *,
    customer: str | None = None,
    day: str | None = None,
    amount: Amount | None = None,
    date_format: str | None = None,
    decimal: str = ".",
    zone: str = "UTC",
) -> Orders:
    """The orders in a Parquet or CSV file (or in all that match a pattern such as orders/*.parquet).

    customer, day, amount: the columns' names; the obvious ones if not told. amount may be two columns to multiply,
    as ("Quantity", "UnitPrice"). date_format: as of strptime, where the dates of a CSV are not written in an obvious
    way. decimal: "," where amounts of a CSV are written 1.234,50. zone: for moments with an offset, see `dates`.
    Ids in a CSV are text, as written. Rows without a customer or a day are left out and counted; Unreadable says why
    a whole file cannot be used.
    """
    duckdb = needed("duckdb", "duckdb", "read Parquet and CSV files")
    try:
        file = File(duckdb, path)
        columns = find_columns(list(file.kinds), customer, day, amount)
        return file.orders(columns, date_format, decimal, zone)
    except duckdb.Error as error:
        raise Unreadable(f"{path} cannot be read: {str(error).splitlines()[0]}") from error


def engine_of(duckdb: Any) -> Any:
    """An engine of its own, which loads nothing and keeps its casts out of the reader of CSV: there a value that is no
    number would take its whole row along as broken."""
    engine = duckdb.connect(config=QUIET)
    engine.execute("SET TimeZone = 'UTC'")
    if engine.execute(f"SELECT 1 FROM duckdb_optimizers() WHERE name = '{PUSHES_CASTS}'").fetchone():
        engine.execute(f"SET disabled_optimizers = '{PUSHES_CASTS}'")
    return engine


class File:
    """One file, open in an engine of its own."""

    def __init__(self, duckdb: Any, path: str | Path) -> None:
        self.engine = engine_of(duckdb)
        literal = Path(path).exists()
        if not literal and not glob.glob(str(path)):
            raise Unreadable(f"There is no file {path}.")
        if Path(path).is_dir():
            raise Unreadable(f"{path} is a folder; name its files, such as {path}/*.parquet.")
        pattern = text(glob.escape(str(path)) if literal else str(path))
        self.is_parquet = str(path).lower().endswith(PARQUET)
        options = "header = true, all_varchar = true, ignore_errors = true"
        self.source = f"read_parquet({pattern})" if self.is_parquet else f"read_csv({pattern}, {options})"
        described = self.engine.execute(f"DESCRIBE SELECT * FROM {self.source}").fetchall()
        self.kinds: dict[str, str] = {row[0]: row[1] for row in described}

    def orders(self, columns: Columns, form: str | None, decimal: str, zone: str) -> Orders:
        kind = self.kinds[columns.day]
        when = days(
            engine=self.engine, source=self.source, column=columns.day, kind=kind, form=form, zone=zone
        )
        money = " * ".join(self.number(column, decimal) for column in columns.of_amount) or NO_MONEY
        who = self.identity(columns.customer)
        once = self.source.replace("ignore_errors = true", "store_rejects = true")
        rows = f"(SELECT {who} AS customer, {when} AS day, {money} AS amount FROM {once})"
        ids, got = self.named(rows) if "VARCHAR" in who else (None, self.fetched(rows))
        got["day"] = np.ma.masked_outside(got["day"], -LAST_DAY, LAST_DAY)
        if got["day"].size and np.ma.getmaskarray(got["day"]).all():
            held = f"the first row holds {self.first(columns.day)!r}"
            raise Unreadable(
                f"No date in column {columns.day!r} can be read{f' as {form}' if form else ''}; {held}."
            )
        if money != NO_MONEY and no_number(got["amount"]):
            held = " and ".join(f"{self.first(column)!r} in {column!r}" for column in columns.of_amount)
            comma = "" if decimal == "," else "; or, where the comma is the decimal sign: decimal=','"
            raise Unreadable(
                f"No amount is a number; the first row holds {held}. Name a column: amount='…'{comma}."
            )
        return arranged(ids, got, columns, *self.rejected())

    def identity(self, column: str) -> str:
        """SQL of the customer: BIGINT where all are whole numbers, else VARCHAR."""
        quoted, kind = name(column), self.kinds[column]
        if kind in WHOLE:
            return f"{quoted}::BIGINT"
        if kind.startswith(FRACTIONS):
            quoted = f"CASE WHEN isfinite({quoted}::DOUBLE) THEN {quoted} END"
            uneven = f"count(*) FILTER (WHERE {quoted} <> floor({quoted}) OR abs({quoted}) > 1e15)"
            if self.engine.execute(f"SELECT {uneven} FROM {self.source}").fetchone()[0] == 0:
                return f"{quoted}::BIGINT"
        return f"{quoted}::VARCHAR"

    def number(self, column: str, decimal: str) -> str:
        """SQL of an amount, NULL where the text is no number."""
        quoted, kind = name(column), self.kinds[column]
        if kind != "VARCHAR":
            if kind not in WHOLE | HUGE and not kind.startswith(FRACTIONS):
                raise Unreadable(f"Column {column!r} holds no amounts (its type is {kind}).")
            return f"{quoted}::DOUBLE"
        if decimal == ",":
            quoted = f"REPLACE(REPLACE({quoted}, '.', ''), ',', '.')"
        return f"TRY_CAST({quoted} AS DOUBLE)"

    def first(self, column: str) -> Any:
        """The first value there is, for a sentence."""
        query = f"SELECT {name(column)} FROM {self.source} WHERE {name(column)} IS NOT NULL LIMIT 1"
        found = self.engine.execute(query).fetchone()
        return found[0] if found else None

    def fetched(self, rows: str) -> dict[str, NDArray[Any]]:
        got: dict[str, NDArray[Any]] = self.engine.execute(f"SELECT * FROM {rows}").fetchnumpy()
        return got

    def named(self, rows: str) -> tuple[NDArray[Any], dict[str, NDArray[Any]]]:
        """(distinct text ids sorted, the rows with each customer's place among them). Blanks around an id are no part
        of it and are taken off distinct ids, which are few, not off every row; a blank id has no place."""
        self.engine.execute(f"CREATE TEMP TABLE log AS FROM {rows}")
        self.engine.execute(
            "CREATE TEMP TABLE who AS "
            "SELECT customer AS written FROM log WHERE trim(customer) <> '' GROUP BY customer"
        )
        names = self.fetched("(SELECT trim(written) AS id FROM who ORDER BY rowid)")["id"]
        ids, place = np.unique(names.astype(np.str_), return_inverse=True)
        placed = "(SELECT who.rowid AS customer, day, amount FROM log LEFT JOIN who ON written = customer)"
        got = self.fetched(placed)
        row, nobody = np.ma.filled(got["customer"], -1), np.ma.getmaskarray(got["customer"])
        codes = np.append(place, -1)[row]
        return ids, got | {"customer": np.ma.array(codes, mask=nobody) if nobody.any() else codes}

    def rejected(self) -> tuple[int, int | None]:
        """(how many lines of a CSV are no rows, the number of the first)."""
        if self.is_parquet:
            return 0, None
        found: tuple[int, int | None] = self.engine.execute(
            "SELECT count(DISTINCT (file_id, line)), min(line) FROM reject_errors"
        ).fetchone()
        return found


def no_number(amounts: NDArray[Any]) -> bool:
    return amounts.size > 0 and not np.isfinite(np.ma.filled(amounts, np.nan)).any()


def arranged(
    ids: NDArray[Any] | None, got: dict[str, NDArray[Any]], columns: Columns, broken: int, first: int | None
) -> Orders:
    """Rows without a customer or a day left out and counted."""
    nobody = np.ma.getmaskarray(got["customer"])
    never = np.ma.getmaskarray(got["day"]) & ~nobody
    rows, keep = nobody.size, ~(nobody | never)
    customer, day = np.ma.getdata(got["customer"]), np.ma.getdata(got["day"])
    amount = None
    if columns.amount is not None:
        amount = np.ma.filled(got["amount"], np.nan)
    if not keep.all():
        customer, day, amount = customer[keep], day[keep], None if amount is None else amount[keep]
    if ids is None:
        ids, customer, _ = numbered(customer)
    lost = {"no_customer": int(nobody.sum()), "no_day": int(never.sum())}
    return Orders(
        ids, customer, day, amount, columns, rows + broken, **lost, broken=broken, first_broken=first
    )
