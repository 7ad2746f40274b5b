"""What an import refuses, each with the sentence a person reads."""

from typing import ClassVar

from regulars.lib.errors import BadInput, Refusal


class UnreadableFile(BadInput):
    """The file cannot be read as a table at all."""

    code = "unreadable_file"


class TooLarge(BadInput):
    """Larger than this installation takes, or than the disk has room for."""

    code = "too_large"
    status: ClassVar[int] = 413


class NotUnderstood(BadInput):
    """The file can be read, but something must be said first: `data["questions"]` names what."""

    code = "not_understood"


class WrongState(Refusal):
    """The import is not where this step begins: already applied, already reverted, still running."""

    code = "wrong_state"


class LaterImportRests(Refusal):
    """A later import changed the same orders and must be reverted first."""

    code = "later_import_rests"


class Stopped(Refusal):
    """Somebody pressed Stop; everything the step had done is undone."""

    code = "stopped"


class StillComingIn(Refusal):
    """A file that waits to be imported holds somebody who is to be forgotten, and would bring them back."""

    code = "still_coming_in"
