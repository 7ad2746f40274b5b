"""What the worker does for the history."""

from regulars.lib.later import job
from regulars.trust.history.sealing import seal


@job("trust.seal")
def seal_what_waits() -> None:
    """Twice seals nothing more, and two at once do not wait for each other."""
    seal()
