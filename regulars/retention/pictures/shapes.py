"""Where the shapes of a chart lie. Charts are stretched to their place, so they hold no text: words stand beside them.

Every chart is `WIDTH` × `HEIGHT` units, y downwards; numbers are rounded, since a page carries hundreds.
"""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH = 1000
HEIGHT = 100


class Column(NamedTuple):
    """A rectangle; its numbers are text, so that no language writes them with a comma."""

    x: str
    y: str
    width: str
    height: str
    tone: str


def columns(
    values: Sequence[float | None], tones: Sequence[str] | None = None, top: float = 0
) -> list[Column]:
    """One column a value, from the bottom up; negative and missing ones have no height. `top`: the value at full height."""
    most = max([top, *(value for value in values if value is not None)], default=0) or 1
    step = WIDTH / max(len(values), 1)
    drawn = []
    for place, value in enumerate(values):
        height = max(value or 0, 0) / most * HEIGHT
        tone = tones[place] if tones else ""
        drawn.append(
            Column(
                short(place * step + step * 0.14),
                short(HEIGHT - height),
                short(step * 0.72),
                short(height),
                tone,
            )
        )
    return drawn


def line(values: Sequence[float | None], low: float = 0, high: float | None = None) -> list[str]:
    """The points of polylines through the values: a missing value breaks the line. `low` and `high` are bottom and top."""
    known = [value for value in values if value is not None]
    top = max(known, default=1) if high is None else high
    span = (top - low) or 1
    step = WIDTH / max(len(values) - 1, 1)
    pieces: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{short(place * step)},{short(HEIGHT - (value - low) / span * HEIGHT)}")
    return [" ".join(piece) for piece in pieces if len(piece) > 1]


def middles(values: Sequence[float], top: float) -> str:
    """The points of a line through the middles of the columns that `columns` draws of as many values."""
    step = WIDTH / max(len(values), 1)
    points = [
        f"{short((place + 0.5) * step)},{short(HEIGHT - value / top * HEIGHT)}"
        for place, value in enumerate(values)
    ]
    return " ".join(points)


def short(number: float) -> str:
    """A coordinate, to a tenth of a unit."""
    return f"{number:.1f}".removesuffix(".0")
