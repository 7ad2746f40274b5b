"""What leaves the house. Whatever writes contact data into a file asks here first, and trust answers: it notes who takes
what of whom and why, and refuses where that may not be.

Nothing leaves where nobody answers: a product without its trust app exports nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed
from regulars.lib.later import enqueue


class Leaving(NamedTuple):
    """`what` names it to a person ("the list Quiet cafés"), `said` its filter in words, `fields` are its columns, `subject` says
    what its rows are (a subject of lists), `rows` how many. `ids` are the records whose data it holds, of `whose` kind:
    "people" or "accounts"; None where that is nobody.

    `purpose` is what contact data is used for; of those who may not be reached for it `left_out` were left out and `marked`
    marked. `quiet` is one thing opened in passing (an attachment): noted, without a reason and without the right to export.
    """

    what: str
    subject: str
    fields: Sequence[str | Promise]
    rows: int
    why: str
    ids: Iterable[int] | None = None
    purpose: str = ""
    whose: str = "people"
    said: str = ""
    left_out: int = 0
    marked: int = 0
    quiet: bool = False


Answer = Callable[[Any, Leaving], Any]
DOORKEEPERS: list[Answer] = []


def doorkeeper(answer: Answer) -> Answer:
    """Register `answer(member, leaving)`, which records it in the caller's transaction or raises a refusal."""
    DOORKEEPERS.append(answer)
    return answer


def noted_later(member: Any, *, what: str, subject: str, account: int | None) -> None:
    """One thing opened in passing by GET, which changes nothing itself: the worker notes it, with the time it was now."""
    about = {"what": what, "subject": subject, "account": account}
    enqueue("trust.note_opened", member_id=member.pk, at=timezone.now().isoformat(), **about)


def let_out(member: Any, leaving: Leaving) -> Any:
    """Before the first byte is written. Raises NotAllowed, or what the doorkeeper refuses with; returns what it recorded."""
    if not DOORKEEPERS:
        raise NotAllowed(_("Nothing may leave here: nobody keeps the record of it."))
    return [answer(member, leaving) for answer in DOORKEEPERS][-1]
