"""Which row names the columns. Reports put the firm's name, a title and a period above it."""

from statistics import median_high

from regulars.imports.understanding.dates import evidence
from regulars.imports.understanding.numbers import looks_like_a_number
from regulars.imports.understanding.roles import known_names, plain

LOOKED_AT = 60


def header_row_of(rows: list[list[str]]) -> int:
    """The number (from 1) of the row with the column names; 0 when the file begins with data.

    The row with most names we know wins; where we know none, the first row as wide as the data and without figures.
    """
    candidates = rows[:LOOKED_AT]
    known = [sum(1 for cell in cells if plain(cell) in known_names()) for cells in candidates]
    best = max(known, default=0)
    if best >= 2:
        return known.index(best) + 1
    widths = [sum(1 for cell in cells if cell) for cells in candidates]
    usual = max(widths, key=lambda width: (widths.count(width), width), default=0)
    for number, cells in enumerate(candidates, start=1):
        if widths[number - 1] >= max(usual - 1, 1) and not _has_figures(cells):
            return number
        if widths[number - 1] >= max(usual, 1):
            return 0
    return 0


def _has_figures(cells: list[str]) -> bool:
    return any(looks_like_a_number(cell) or evidence(cell) or "@" in cell for cell in cells)


def names_in(rows: list[list[str]], header_row: int) -> list[str]:
    """The column names. Columns without one are counted where most rows have them: a single longer row is a broken one."""
    data = [cells for cells in rows[header_row:] if any(cells)]
    usual = median_high(len(cells) for cells in data) if data else 0
    if not header_row:
        return [""] * usual
    names = [" ".join(cell.split()) for cell in rows[header_row - 1]]
    while names and not names[-1]:
        names.pop()
    filled = max((len(_stripped(cells)) for cells in data if len(cells) <= usual), default=0)
    return names + [""] * (filled - len(names))


def _stripped(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
