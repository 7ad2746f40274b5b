"""Scoring: everybody's standing, rhythm, chances and risk as of one day. For the worker and the command line only:
this imports NumPy, which the web process never does; pages ask through `retention.asking`."""

from regulars.retention.scoring.run import score
from regulars.retention.scoring.whole import scored_as_of

__all__ = ["score", "scored_as_of"]
