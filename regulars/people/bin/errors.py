"""What the bin says no with."""

from regulars.lib.errors import Refusal


class CannotRemove(Refusal):
    """It is in the bin already, or somebody has to be named first."""

    code = "cannot_remove"


class CannotRestore(Refusal):
    """It is not in the bin any more, or what it belongs to is."""

    code = "cannot_restore"
