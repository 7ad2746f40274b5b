"""Parsing each different text once: columns repeat themselves, and a lookup costs a twentieth of a parse."""

from collections.abc import Callable

LARGEST = 200_000
BLANK = "\\N"  # NULL, as COPY reads it
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Rejected(ValueError):
    """This cell makes its row useless. The first argument is the reason's code (imports.reasons)."""


class Memo(dict[str, str]):
    """Text of a cell → what COPY gets for it. What raises Rejected is parsed, and refused, every time."""

    def __init__(self, parse: Callable[[str], str]) -> None:
        super().__init__()
        self.parse = parse

    def __missing__(self, text: str) -> str:
        value = self[text] = self.parse(text)
        return value

    def forget(self) -> None:
        """Memory stays flat whatever the file."""
        if len(self) > LARGEST:
            self.clear()


def escaped(text: str) -> str:
    """For the text format of COPY."""
    return text.translate(_ESCAPED)
