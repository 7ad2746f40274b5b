"""Scores written: everybody's at once, inside the run's transaction, so that readers see the old or the new."""

from typing import Any

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

from regulars.lifetime.arrays import Ints
from regulars.retention.models import ScoringRun, Standing
from regulars.retention.scoring import aside
from regulars.retention.scoring.packed import write
from regulars.retention.scoring.standings import NAMES

MONEY = ("usual_amount", "worth", "worth_low", "worth_high", "loss", "loss_low", "loss_high", "at_stake")
MOST = 1e15
"""More than any amount of 18 digits: what a range could not bound is stored as this at most."""

COPIED = ("first_day", "last_day", "orders", "total", "last_year", "year_before")


def store(
    below: psycopg.Connection[Any],
    run: ScoringRun,
    currency: str,
    *,
    columns: dict[str, NDArray[Any]],
    reasons: tuple[Ints, list[str]],
    table: str,
) -> int:
    """Write all scores into `table`: aside.NEXT, made here, or aside.TABLE itself, emptied here.

    `columns`: account_id, code (of NAMES) and Score's own columns, a row an account with orders, nan or NaT where
    null. `reasons`: account ids and JSON. Accounts without orders become strangers. Returns how many accounts there
    are. Needs the temporary table scoring_summary. `below` is the driver's connection of the run's transaction: this
    may run in a thread, where Django would open another one.
    """
    write(below, "scoring_result", columns)
    write_reasons(below, *reasons)
    names = [name for name in columns if name not in {"account_id", "code"}]
    words = ", ".join(f"'{name}'" for name in NAMES)
    # Every name is one of our own columns; values travel as parameters or through COPY.
    buyers = f"""INSERT INTO {table} (account_id, run_id, name, currency, standing, reasons,
 {", ".join(f'"{name}"' for name in (*COPIED, *names))})
SELECT r.account_id, %(run)s, account.folded, %(currency)s, (ARRAY[{words}])[r.code + 1], coalesce(why.reasons, '[]'),
 {", ".join([*(f"summary.{name}" for name in COPIED), *(expression(name, columns[name]) for name in names)])}
FROM scoring_result AS r JOIN people_account AS account ON account.id = r.account_id
JOIN scoring_summary AS summary ON summary.account_id = r.account_id
LEFT JOIN scoring_reasons AS why ON why.account_id = r.account_id"""  # noqa: S608 # only our own column names are put in
    strangers = f"""INSERT INTO {table} (account_id, run_id, name, currency, standing, reasons, orders, days,
 total, last_year, year_before, top, seasonal, risk, at_stake, priority, win_back)
SELECT account.id, %(run)s, account.folded, %(currency)s, %(stranger)s, '[]', 0, 0, 0, 0, 0, false, false, 0, 0, 0, 0
FROM people_account AS account LEFT JOIN scoring_result AS r ON r.account_id = account.id
WHERE r.account_id IS NULL AND account.removed_at IS NULL"""  # noqa: S608 # only our own column names are put in
    values = {"run": run.pk, "currency": currency, "stranger": Standing.STRANGER.value}
    with psycopg.Cursor(below) as cursor:
        if table == aside.NEXT:
            aside.begin(cursor)
        else:
            cursor.execute("DELETE FROM retention_score")
        stored = cursor.execute(buyers.encode(), values).rowcount
        stored += cursor.execute(strangers.encode(), values).rowcount
        if table == aside.NEXT:
            aside.build(cursor)
    return stored


def expression(name: str, values: NDArray[Any]) -> str:
    """How a column of the temporary table becomes Score's: nan and -infinity become null, money gets its two digits."""
    column = f'r."{name}"'
    if values.dtype.kind == "M":
        return f"NULLIF({column}, '-infinity'::date)"
    if values.dtype.kind != "f":
        return column
    column = f"NULLIF({column}, 'NaN'::float8)"
    return f"({column})::numeric(18,2)" if name in MONEY else column


def bounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Money that fits the column; nan stays."""
    return np.clip(values, -MOST, MOST)


def write_reasons(below: psycopg.Connection[Any], accounts: Ints, texts: list[str]) -> None:
    with psycopg.Cursor(below) as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE scoring_reasons (account_id bigint, reasons jsonb) ON COMMIT DROP"
        )
        with cursor.copy("COPY scoring_reasons FROM STDIN") as copy:
            lines = (
                f"{account}\t{text}\n".replace("\\", "\\\\")
                for account, text in zip(accounts.tolist(), texts, strict=True)
            )
            copy.write("".join(lines))


def drop_temporary() -> None:
    """So that a second scoring in the same transaction (a test, a look at another day) can begin."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS scoring_summary, scoring_result, scoring_reasons")
