"""How a file is laid out: enough to open it a second time without guessing."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from regulars.imports.reading.sniffing import Format


@dataclass(frozen=True)
class Shape:
    """`header_row` counts from 1 as a spreadsheet does; 0 means that the file has no column names.

    `delimiter` and `encoding` belong to text, `sheet` to workbooks.
    """

    format: Format = Format.TEXT
    encoding: str = "utf-8"
    delimiter: str = ","
    header_row: int = 1
    sheet: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "format": Format(data.get("format", "text"))})
