"""Hard times. An app above trust that knows when nobody should be sold to says so here, as a condition in SQL, so that a
list of ten thousand is still one query. Each app's pausing.py registers itself by being there.
"""

PAUSES: list[str] = []


def pauses(condition: str) -> str:
    """Register SQL that is true while whoever stands in `person` (people_person) is not sold to on %(today)s."""
    PAUSES.append(condition)
    return condition


def paused() -> str:
    """All of them as one condition."""
    return " OR ".join(f"({condition})" for condition in PAUSES) or "false"
