from regulars.imports.views.columns import columns
from regulars.imports.views.left_out import rejected
from regulars.imports.views.one import (
    applying,
    checking,
    discarding,
    one,
    progress,
    reverting,
    stopping,
)
from regulars.imports.views.past import imports
from regulars.imports.views.whole import kept_whole

__all__ = [
    "applying",
    "checking",
    "columns",
    "discarding",
    "imports",
    "kept_whole",
    "one",
    "progress",
    "rejected",
    "reverting",
    "stopping",
]
