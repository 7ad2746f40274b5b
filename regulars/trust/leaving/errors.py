"""What the doorkeeper says no with."""

from regulars.lib.errors import BadInput


class NobodyLeft(BadInput):
    """A file of nobody: each of them may not be reached for that purpose."""

    code = "nobody_left"


class ReasonMissing(BadInput):
    """Nothing leaves without a reason that somebody else understands."""

    code = "reason_missing"
