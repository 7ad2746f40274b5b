"""What retention says no with."""

from regulars.lib.errors import BadInput, Refusal


class OutcomeMissing(BadInput):
    """A case closes only with what came of it (R31)."""

    code = "outcome_missing"


class CaseClosed(Refusal):
    """The case is closed already."""

    code = "case_closed"


class CaseOpen(Refusal):
    """The account has an open case already."""

    code = "case_open"
