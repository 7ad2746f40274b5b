"""Next month's file has the same columns: what was chosen for this one is offered again."""

from dataclasses import replace

from django.utils import timezone

from regulars.imports.models import RememberedColumns
from regulars.imports.understanding.settings import Settings, fingerprint


def recall(kind: str, header: list[str]) -> tuple[Settings, str] | None:
    """The choices made for a file with these column names, and the source it was given; None the first time."""
    if not any(header):
        return None
    found = RememberedColumns.objects.filter(kind=kind, fingerprint=fingerprint(header)).first()
    if found is None:
        return None
    settings = Settings.from_json(found.settings["choices"])
    if any(index >= len(header) for index in settings.columns.values()):
        return None
    # The order of dates and the sign are offered, not said: a file that proves another is believed.
    said = tuple(choice for choice in settings.said if choice not in {"dates", "decimal"})
    # Where people said yes is said for each file: the last one's forms are not this one's.
    return replace(settings, said=said, evidence="", whole=()), found.settings["source"]


def remember(kind: str, header: list[str], settings: Settings, source: str) -> None:
    RememberedColumns.objects.update_or_create(
        kind=kind,
        fingerprint=fingerprint(header),
        defaults={"settings": {"choices": settings.as_json(), "source": source}, "used_at": timezone.now()},
    )
