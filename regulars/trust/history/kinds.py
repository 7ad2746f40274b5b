"""Which events belong to the trail: agreements, acceptances, promises, payments, permissions, exports, sign-ins, settings.

Whatever is not left out here, with its reason, is sealed; a test asks that every kind is one or the other on purpose.
"""

from fnmatch import fnmatchcase
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.timeline.registry import SENTENCES


class Group(NamedTuple):
    """What one may look at alone. `kinds` are patterns."""

    name: str
    label: str | Promise
    kinds: tuple[str, ...]


GROUPS = (
    Group("team", _("Sign-ins, people and settings"), ("team.*",)),
    Group("trust", _("Permissions, exports and rights"), ("trust.*",)),
    Group("promises", _("Promises and acceptances"), ("service.*",)),
    Group("orders", _("Orders and imports"), ("imports.*", "orders.*")),
    Group("people", _("Who somebody is and how to reach them"), ("people.*",)),
    Group("files", _("Files"), ("files.*",)),
    Group(
        "rest",
        _("Everything else that was settled"),
        ("timeline.*", "fields.*", "lists.*", "care.*"),
    ),
)
OUT = {
    "timeline.touched": "the contact stands on the timeline itself, and is taken back, not changed",
    "lists.view_*": "a saved view is a way to look, and settles nothing",
    "retention.*": "worked out from the orders, and worked out again from them",
    "today.*": "how somebody went about their morning",
}


def in_the_trail(kind: str) -> bool:
    return not any(fnmatchcase(kind, pattern) for pattern in OUT)


def group_of(kind: str) -> Group | None:
    found = (group for group in GROUPS if any(fnmatchcase(kind, pattern) for pattern in group.kinds))
    return next(found, None) if in_the_trail(kind) else None


def kinds_of(name: str) -> list[str]:
    """The kinds of a group that some app tells; of no group, all of the trail."""
    kinds = [(kind, group_of(kind)) for kind in SENTENCES]
    return sorted(kind for kind, group in kinds if group and name in {"", group.name})
