"""CSV for people who will open it in a spreadsheet: no cell may run as a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run gets a leading apostrophe; numbers and the rest pass as they are."""
    if isinstance(value, str) and value.lstrip(" \xa0\"'").startswith(DANGEROUS):
        return "'" + value
    return value


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """One CSV line at a time, so that a large export streams."""
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])
