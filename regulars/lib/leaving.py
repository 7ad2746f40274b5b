"""What leaves the house. Whatever writes contact data into a file asks here first, and trust answers: it notes who takes
what of whom and why, and refuses where that may not be.

Nothing leaves where nobody answers: a product without its trust app exports nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed


class Leaving(NamedTuple):
    """`what` names it to a person ("the list Quiet cafés"), `fields` are its columns, `subject` says whose rows they are (a
    subject of lists), `rows` how many and `ids` which, None where they are too many to name."""

    what: str
    subject: str
    fields: Sequence[str | Promise]
    rows: int
    why: str
    ids: Sequence[int] | None = None
    purpose: str = ""


Answer = Callable[[Any, Leaving], Any]
DOORKEEPERS: list[Answer] = []


def doorkeeper(answer: Answer) -> Answer:
    """Register `answer(member, leaving)`, which records it in the caller's transaction or raises a refusal."""
    DOORKEEPERS.append(answer)
    return answer


def let_out(member: Any, leaving: Leaving) -> Any:
    """Before the first byte is written. Raises NotAllowed, or what the doorkeeper refuses with; returns what it recorded."""
    if not DOORKEEPERS:
        raise NotAllowed(_("Nothing may leave here: nobody keeps the record of it."))
    return [answer(member, leaving) for answer in DOORKEEPERS][-1]
