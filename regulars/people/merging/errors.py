"""What merging says no with."""

from regulars.lib.errors import Refusal


class CannotMerge(Refusal):
    """The two are one already, are the same record, or are not there any more."""

    code = "cannot_merge"


class CannotPart(Refusal):
    """They are apart already, or what is left does not allow it."""

    code = "cannot_part"


class LedgerBusy(Refusal):
    """An import is being written; nobody's orders may change hands meanwhile."""

    code = "ledger_busy"
