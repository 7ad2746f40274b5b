"""What care says no with."""

from regulars.lib.errors import BadInput, Refusal


class SettledAlready(Refusal):
    """Somebody closed, answered or changed it meanwhile."""

    code = "settled_already"


class NothingFound(BadInput):
    """A review is done only with a finding and a contact (R33)."""

    code = "nothing_found"


class NotAsked(BadInput):
    """What they meant is written down only with the second question that showed it (S47)."""

    code = "not_asked"


class NotOurTrade(Refusal):
    """Advice is given in our own field only (R34)."""

    code = "not_our_trade"


class CopiedSheet(BadInput):
    """The words stand on another account's protection sheet already (R29)."""

    code = "copied_sheet"


class TooLong(BadInput):
    """An empathy flag always has an end, and a near one (R53)."""

    code = "too_long"
