"""Typed refusals: what a rule says no with. The web turns them into an answer in one place."""

from typing import Any, ClassVar


class Refusal(Exception):
    """A rule said no. `code` is for programs, `str(refusal)` is the sentence for the person, `data` the facts."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, sentence: str, **data: Any) -> None:
        super().__init__(sentence)
        self.data = data


class BadInput(Refusal):
    """What was given cannot be used: which row, column or field, what was expected, what to do."""

    code = "bad_input"
    status = 422


class NotAllowed(Refusal):
    """The member may see this but not do that."""

    code = "not_allowed"
    status = 403
