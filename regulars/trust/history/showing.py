"""Entries of the history as a page shows them: the sentence, when it happened and when it was written down, and its seal."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from regulars.lib.counting import grouped
from regulars.timeline.entries import sentence_of_event
from regulars.timeline.forgetting import ERASED
from regulars.timeline.models import Event
from regulars.timeline.registry import address_of
from regulars.trust.history.canonical import digest_of
from regulars.trust.history.kinds import in_the_trail
from regulars.trust.models import Link, What

SHIFTED = timedelta(minutes=1)
"""Entries dated further than that from when they were written down show both times."""


class Shown(NamedTuple):
    """`recorded_at` is given where the entry dates itself otherwise; `sound` is False where it is not what was sealed."""

    event: Event
    sentence: str
    url: str
    seal: str
    sound: bool
    recorded_at: datetime | None


def shown(events: Iterable[Event]) -> list[Shown]:
    """With one query for the links of them all."""
    page = list(events)
    links: dict[int, list[Link]] = {}
    for link in Link.objects.filter(event__in=[event.pk for event in page]).order_by("sequence"):
        links.setdefault(link.event, []).append(link)
    return [_shown(event, links.get(event.pk, [])) for event in page]


def links_of(kind: str, **data: Any) -> list[Shown]:
    """The entries of this kind that say `data`."""
    about = {f"data__{name}": value for name, value in data.items()}
    return shown(
        Event.objects.filter(kind=kind, **about).select_related("actor", "account").order_by("-pk")[:5]
    )


def _shown(event: Event, links: list[Link]) -> Shown:
    seal, sound = _seal(event, links)
    recorded = links[0].recorded_at if links else None
    shifted = recorded if recorded and abs(recorded - event.at) > SHIFTED else None
    sentence, url = _told(event)
    return Shown(event, sentence, url, seal, sound, shifted)


def _told(event: Event) -> tuple[str, str]:
    """What happened, and where it leads. One entry that says less than its sentence wants, as one of long ago may, hides no
    other."""
    try:
        url = "" if ERASED in event.data else address_of(event.kind, event.data)
        return sentence_of_event(event), url
    except (LookupError, ValueError, TypeError):
        return _("Something this version has no words for: %(kind)s") % {"kind": event.kind}, ""


def _seal(event: Event, links: list[Link]) -> tuple[str, bool]:
    if not links:
        waits = in_the_trail(event.kind)
        return (_("waits to be sealed, for a minute at most") if waits else _("not part of the trail")), True
    last = links[-1]
    if last.what == What.GONE or not is_sealed_by(last, event):
        return _("CHANGED after it was sealed as link %(number)s") % {"number": grouped(last.sequence)}, False
    said = _("sealed, link %(number)s") % {"number": grouped(links[0].sequence)}
    if last.what == What.REDACTED:
        return _("%(sealed)s; made unreadable: %(why)s") % {"sealed": said, "why": last.why}, True
    return said, True


def is_sealed_by(link: Link, event: Event) -> bool:
    entry = (event.pk, event.kind, event.at, event.actor_id, event.data)
    return link.salt is not None and digest_of(bytes(link.salt), entry) == bytes(link.digest)
