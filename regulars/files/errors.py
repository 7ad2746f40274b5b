"""What an attachment is refused for, each with the sentence a person reads."""

from typing import ClassVar

from regulars.lib.errors import BadInput, Refusal


class TooLarge(BadInput):
    """Larger than this installation takes, or than the disk has room for."""

    code = "too_large"
    status: ClassVar[int] = 413


class EmptyFile(BadInput):
    """Nothing in it: mostly a copy that went wrong."""

    code = "empty_file"


class ContentGone(Refusal):
    """It was removed longer ago than the bin keeps, so there is nothing to put back."""

    code = "content_gone"
    status: ClassVar[int] = 410
