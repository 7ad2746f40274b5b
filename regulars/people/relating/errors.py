"""What relations between accounts say no with."""

from regulars.lib.errors import Refusal


class CannotRelate(Refusal):
    """It is known already, goes in a circle, or is the account itself."""

    code = "cannot_relate"
