"""A line of the log: one line whatever is in it, with the request's number and without what opens doors."""

import logging
import re
import unicodedata

from regulars.web.numbering import number_of

# A part of an address as long as that is the secret half of a link; what is told of it is that it was there.
TOKEN = re.compile(r"(?<=/)[A-Za-z0-9_:=-]{24,}")


class OneLine(logging.Formatter):
    """What was typed or sent cannot begin a line of its own. A bug's trace, which is ours, keeps its lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 # its name
        record.message = TOKEN.sub("…", escaped(record.message))
        line = super().formatMessage(record)
        number = number_of(getattr(record, "request", None))
        return f"{line} (request {number})" if number else line


def escaped(text: str) -> str:
    """Line ends, other control signs and what turns the direction of writing, as Python would write them."""
    return "".join(
        sign.encode("unicode_escape").decode()
        if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"}
        else sign
        for sign in text
    )
