"""What the worker does for the timeline."""

from regulars.lib.later import job
from regulars.timeline.models import recount_all


@job("timeline.recount")
def recount() -> None:
    """Count every account's contacts anew. Twice counts the same."""
    recount_all()
