"""Rows from the database into NumPy, and back, without a Python object a row.

Reading: the server packs a chunk of rows into one value, which NumPy reads in place. Writing: NumPy lays out the
records of PostgreSQL's binary COPY format itself, so every field has one width; what may be missing is nan or -infinity
in the temporary table and becomes null on the way into the real one.
"""

from typing import Any, NamedTuple

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

EPOCH = 10_957
"""Days from 1970-01-01 (NumPy's) to 2000-01-01 (PostgreSQL's)."""
NO_DAY = np.iinfo(np.int32).min
"""PostgreSQL's -infinity as a date."""
HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
SEND = {">i4": "int4send", ">i8": "int8send", ">f8": "float8send"}
SQL_TYPES = {">i2": "smallint", ">i4": "integer", ">i8": "bigint", ">f8": "double precision", "?": "boolean"}


class Column(NamedTuple):
    """A column to read: its name, its expression, its NumPy type (of SEND)."""

    name: str
    expression: str
    kind: str = ">i8"


def driver() -> psycopg.Connection[Any]:
    """The driver's connection below Django's, in whose transaction we are."""
    connection.ensure_connection()
    below: psycopg.Connection[Any] = connection.connection
    return below


def read(columns: list[Column], source: str, params: dict[str, Any]) -> NDArray[Any]:
    """The rows of `source` (FROM and WHERE; needs account_id) as a structured array, in no order."""
    packed = " || ".join(f"{SEND[column.kind]}({column.expression})" for column in columns)
    # No value may pass 1 GB; a chunk holds the rows of about a million accounts.
    query = f"SELECT string_agg({packed}, ''::bytea) {source} GROUP BY account_id >> 20"
    # Django's own cursors bind on the client and answer in text; this one answers in binary.
    with psycopg.Cursor(driver()) as cursor:
        chunks = cursor.execute(query.encode(), params, binary=True).fetchall()
    kind = np.dtype([(column.name, column.kind) for column in columns])
    return np.frombuffer(b"".join(chunk for (chunk,) in chunks), dtype=kind)


def write(below: psycopg.Connection[Any], table: str, columns: dict[str, NDArray[Any]]) -> None:
    """A temporary table of these columns, gone at the end of the transaction of the driver's connection `below`."""
    kinds = {name: kind_of(values) for name, values in columns.items()}
    size = len(next(iter(columns.values())))
    layout: list[tuple[str, str]] = [("fields", ">i2")]
    for name, (kind, _sql) in kinds.items():
        layout += [(f"{name} length", ">i4"), (name, kind)]
    records = np.zeros(size, dtype=np.dtype(layout))
    records["fields"] = len(columns)
    for name, values in columns.items():
        records[f"{name} length"] = np.dtype(kinds[name][0]).itemsize
        records[name] = as_days(values) if values.dtype.kind == "M" else values
    names = ", ".join(f'"{name}" {sql}' for name, (_kind, sql) in kinds.items())
    with psycopg.Cursor(below) as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE "{table}" ({names}) ON COMMIT DROP'.encode())
        with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)'.encode()) as copy:
            copy.write(HEADER)
            copy.write(records.tobytes())
            copy.write(b"\xff\xff")


def kind_of(values: NDArray[Any]) -> tuple[str, str]:
    """(NumPy type in network order, SQL type)."""
    if values.dtype.kind == "M":
        return ">i4", "date"
    kind = "?" if values.dtype.kind == "b" else f">{values.dtype.kind}{values.dtype.itemsize}"
    return kind, SQL_TYPES[kind]


def as_days(values: NDArray[Any]) -> NDArray[np.int32]:
    """datetime64[D] as PostgreSQL's days; NaT as -infinity."""
    days = values.astype("datetime64[D]").astype(np.int64)
    return np.where(np.isnat(values), NO_DAY, days - EPOCH).astype(np.int32)
