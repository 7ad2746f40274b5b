"""What the worker does for finding."""

from regulars.finding.documents import rebuild
from regulars.lib.later import job


@job("finding.rebuild")
def rebuild_words() -> None:
    """Two that change a firm and its people in the same instant may leave a word behind; this finds it."""
    rebuild()
