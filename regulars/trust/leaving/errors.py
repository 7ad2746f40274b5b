"""What the doorkeeper says no with."""

from regulars.lib.errors import BadInput


class ReasonMissing(BadInput):
    """Nothing leaves without a reason that somebody else understands."""

    code = "reason_missing"
