"""All rows of a file into a table of their own, by COPY. The table is unlogged: it can be made again from the file."""

import re
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg import sql

from regulars.imports.models import Import
from regulars.imports.progress import Tell
from regulars.imports.reading.table import data_rows
from regulars.imports.staging.own_cells import column_of
from regulars.imports.staging.rows import RowMaker
from regulars.imports.understanding.own_fields import chosen
from regulars.imports.understanding.roles import Role
from regulars.imports.understanding.settings import Settings
from regulars.lib.folding import fold
from regulars.team.models import Firm

BATCH = 2000
SHARE = 0.4  # of a whole import, measured

TABLE = """
CREATE UNLOGGED TABLE {staged} (
    row integer NOT NULL, reject text, detail text, carried boolean NOT NULL DEFAULT false,
    order_no text, at timestamptz, day date,
    customer_key text, customer text, name text, company text, email text, phone text, country text,
    came_by text, persona text, offers text,
    code text, description text, quantity numeric, price numeric, line_amount numeric, total numeric, refunded numeric,
    currency text, status smallint, kind text,
    amount numeric GENERATED ALWAYS AS (
        CASE WHEN kind = 'refund' THEN -abs(round(coalesce(line_amount, quantity * price), 4))
             ELSE round(coalesce(line_amount, quantity * price), 4) END
    ) STORED
)
"""


def tables_of(importing: Import) -> dict[str, sql.Identifier]:
    """The tables of one import, by the names that our SQL calls them in braces."""
    beside = {
        name: sql.Identifier(f"{importing.staged}_{name}") for name in ("documents", "buyers", "returns")
    }
    return beside | {"staged": sql.Identifier(importing.staged)}


def run(cursor: Any, statement: str, importing: Import, params: Any = None) -> None:
    """Execute SQL of ours that names the import's tables in braces: {staged}, {documents}, {buyers}, {returns}."""
    cursor.execute(sql.SQL(statement).format(**tables_of(importing)), params)


def drop(importing: Import) -> None:
    with connection.cursor() as cursor:
        run(cursor, "DROP TABLE IF EXISTS {staged}, {documents}, {buyers}, {returns}", importing)


def stage(importing: Import, path: Path, settings: Settings, firm: Firm, tell: Tell) -> int:
    """Fill the import's staged table from `path`, anew; the number of rows. Rows that cannot be used carry their reason."""
    drop(importing)
    width = len(importing.understood.get("header", [])) or 1
    today = datetime.now(firm.zone).date()
    own = chosen(settings.columns, importing.kind)
    maker = RowMaker(settings, firm.zone, today, width, _payments_count(path, settings), own=own)
    size = max(1, path.stat().st_size)
    tell("reading", 0)
    with connection.cursor() as cursor:
        run(cursor, TABLE, importing)
        for field, _index in own:
            added = sql.SQL("ALTER TABLE {staged} ADD COLUMN {column} jsonb")
            cursor.execute(added.format(column=sql.Identifier(column_of(field)), **tables_of(importing)))
        statement = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(
            table=sql.Identifier(importing.staged),
            columns=sql.SQL(maker.columns),
        )
        rows = data_rows(path, settings.shape, lambda read: tell("reading", SHARE * read / size))
        count = 0
        with cursor.copy(statement) as copy:
            while batch := list(islice(rows, BATCH)):
                copy.write(maker.lines(batch))
                count += len(batch)
                maker.forget()
        run(cursor, "ANALYZE {staged}", importing)
    return count


def _payments_count(path: Path, settings: Settings) -> bool:
    """Whether a row of the kind 'payment' is a sale: not where the file has invoices beside their payments."""
    if Role.KIND not in settings.columns:
        return True
    index = settings.columns[Role.KIND]
    rows = islice(data_rows(path, settings.shape), 20_000)
    kinds = {fold(cells[index]) for _number, cells in rows if index < len(cells)}
    return not any(
        re.search(r"invoice|rechnung|facture|factura|faktura|sales receipt", kind) for kind in kinds
    )
