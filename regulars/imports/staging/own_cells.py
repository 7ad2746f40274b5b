"""Cells of the firm's own fields, on their way into the staged table: each field has a column of its own there."""

import json
from collections.abc import Callable
from typing import Any

from regulars.fields.models import CustomField
from regulars.fields.values import FieldError, read
from regulars.imports.staging.memo import BLANK, escaped
from regulars.imports.understanding.columns import is_nothing

SHOWN = 120


def column_of(field: CustomField) -> str:
    """In the staged table; made of the field's key, never of its label."""
    return f"own_{field.key}"


def parser(field: CustomField) -> Callable[[str], str]:
    """A cell as JSON; what does not fit as `{"bad": "the cell"}`, which is told and leaves the rest of its row alone."""

    def parse(text: str) -> str:
        if is_nothing(text):
            return BLANK
        try:
            value: Any = read(field, text)
        except FieldError:
            value = {"bad": text.replace("\x00", "").strip()[:SHOWN]}
        return BLANK if value is None else escaped(json.dumps(value))

    return parse
