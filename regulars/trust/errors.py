"""What the rules of trust say no with."""

from regulars.lib.errors import BadInput, NotAllowed, Refusal


class ListUnreadable(Refusal):
    """The key of the list of stopped addresses is missing, or another one."""

    code = "list_unreadable"


class StillStopped(Refusal):
    """They told us to stop, and nobody but they themselves says otherwise."""

    code = "still_stopped"


class NoEvidence(BadInput):
    """A permission that came in writing, or with a file, says where that can be seen."""

    code = "no_evidence"


class OwnersOnly(NotAllowed):
    """Lifting a stop is an owner's, with a reason."""

    code = "owners_only"
