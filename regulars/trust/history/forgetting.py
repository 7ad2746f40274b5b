"""Taking out of the history what a person wants forgotten. The link keeps its digest, and taking out is a link itself."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from regulars.team.models import Member
from regulars.timeline.forgetting import ERASED, forgetting
from regulars.timeline.models import Event
from regulars.trust.history.kinds import in_the_trail
from regulars.trust.history.sealing import append, hold, seal_these, sealing
from regulars.trust.models import What

HERE = "[…]"


def redact(events: Iterable[int], *, why: str, by: Member | None, words: Sequence[str] = ()) -> int:
    """Make these events (ids) unreadable, in the caller's transaction: wherever one of `words` (a name, an address) stands in
    their data, `[…]` stands from now on; without words nothing of their data is left. How many were changed; the second time
    none. Kind, time, actor and account stay, and the trail says that it was done, when, why and by whom.

    Until the transaction ends nobody else seals, so call it last.
    """
    ids = sorted(set(events))
    blot = blotting(words)
    with transaction.atomic(), forgetting(why):
        hold()
        seal_these(ids)
        changed = []
        for event in Event.objects.filter(pk__in=ids).order_by("pk").iterator():
            data = blot(event.data) if words else {ERASED: True}
            if data != event.data:
                event.data = data
                event.save(update_fields=["data"])
                changed.append(event)
        whose = by.pk if by else None
        append(
            [
                sealing(event, What.REDACTED, actor=whose, why=why[:200])
                for event in changed
                if in_the_trail(event.kind)
            ]
        )
    return len(changed)


def blotting(words: Sequence[str]) -> Any:
    """A function over anything JSON: every text without the words, whatever their case. The longest is looked for first."""
    wanted = sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True)
    found = re.compile("|".join(map(re.escape, wanted)), re.IGNORECASE) if wanted else None

    def blot(value: Any) -> Any:
        match value:
            case str():
                return found.sub(HERE, value) if found else value
            case dict():
                return {name: blot(one) for name, one in value.items()}
            case list():
                return [blot(one) for one in value]
            case _:
                return value

    return blot
