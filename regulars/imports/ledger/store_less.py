"""What a file holds that is more than the job needs is staged in its smaller form, and told in the dry run, column by column.

`whole` of the settings names columns that somebody insists on, where the firm allows it; a card number never.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

from regulars.fields.models import Kind as FieldKind
from regulars.imports.models import Import
from regulars.imports.staging.copying import tables_of
from regulars.imports.staging.own_cells import column_of
from regulars.imports.understanding.own_fields import PREFIX, chosen
from regulars.imports.understanding.roles import LABELS, Role
from regulars.imports.understanding.settings import Settings
from regulars.people.phones import dialled_from
from regulars.team.models import Firm
from regulars.trust.facts.catching import MONTH_FIRST
from regulars.trust.facts.looking import PATTERN, look, smaller, too_much
from regulars.trust.models import HoldingRules

WORDS = {Role.NAME: "name", Role.COMPANY: "company", Role.DESCRIPTION: "description"}
"""Columns of words that might hold anything; numbers and days say what they are."""
_SEEN = "SELECT {text}, count(*) FROM {staged} WHERE reject IS NULL AND {text} ~ %s GROUP BY 1"
_LESS = """
UPDATE {staged} SET {column} = said.less FROM unnest(%s::text[], %s::{type}[]) AS said(text, less)
WHERE reject IS NULL AND {text} = said.text
"""


def store_less(importing: Import, settings: Settings) -> list[dict[str, Any]]:
    """After the file is staged. Of each column where something was found: what it is called, what it looks like, how many
    rows, and whether it is kept whole."""
    firm, told = Firm.load(), []
    with connection.cursor() as cursor:
        for name, label, column, kind in _columns(importing, settings):
            found = _found(cursor, importing, firm, label, column)
            if not found:
                continue
            whats = sorted({what for _text, _less, names, _rows in found for what in names})
            whole = name in settings.whole and HoldingRules.load().allow(whats)
            if not whole:
                _put(cursor, importing, column, kind, [(text, less) for text, less, _names, _rows in found])
            rows = sum(rows for *_others, rows in found)
            told.append({"column": name, "label": label, "whats": whats, "rows": rows, "whole": whole})
    return told


def _columns(importing: Import, settings: Settings) -> Iterator[tuple[str, str, str, str]]:
    """(role, label, column of the staged table, kind of the firm's own field)"""
    for role, column in WORDS.items():
        if role in settings.columns:
            yield role, str(LABELS[role]), column, ""
    for field, _index in chosen(settings.columns, importing.kind):
        if field.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE}:
            yield f"{PREFIX}{field.name}", field.label, column_of(field), field.kind


def _parts(importing: Import, column: str) -> dict[str, Any]:
    own = column.startswith("own_")
    text = sql.SQL("({} #>> '{{}}')").format(sql.Identifier(column)) if own else sql.Identifier(column)
    return tables_of(importing) | {
        "text": text,
        "column": sql.Identifier(column),
        "type": sql.SQL("jsonb" if own else "text"),
    }


def _found(
    cursor: Any, importing: Import, firm: Firm, label: str, column: str
) -> list[tuple[str, str, list[str], int]]:
    """(text, its smaller form, what it looks like, in how many rows) of each different text."""
    today, month_first = datetime.now(firm.zone).date(), dialled_from(firm) in MONTH_FIRST
    cursor.execute(sql.SQL(_SEEN).format(**_parts(importing, column)), [PATTERN])
    found = []
    for text, rows in cursor.fetchall():
        more = too_much(look(text, label, today=today, month_first=month_first))
        if more:
            found.append((text, smaller(text, more), [one.what.value for one in more], rows))
    return found


def _put(cursor: Any, importing: Import, column: str, kind: str, pairs: list[tuple[str, str]]) -> None:
    """A day has no smaller form where a day must stand: it is left out."""
    own = column.startswith("own_")
    less: list[Any] = [Jsonb(small) if own else small for _text, small in pairs]
    if kind == FieldKind.DATE:
        less = [None for _pair in pairs]
    statement = sql.SQL(_LESS).format(**_parts(importing, column))
    cursor.execute(statement, [[text for text, _small in pairs], less])
