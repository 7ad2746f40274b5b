"""Taking back what was done. An app's undoing.py says how each of its events is undone; the toast and the timeline ask here."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.errors import Refusal
from regulars.timeline.models import Event, record

# (event, member) → the address of the page to show afterwards. Raises Refusal when it cannot be taken back any more.
Undo = Callable[[Event, Any], str]
UNDOES: dict[str, Undo] = {}
# (event, member) → whether this member may change what the event is about.
Guard = Callable[[Event, Any], bool]
GUARDS: list[Guard] = []


class CannotBeUndone(Refusal):
    """It was taken back already, was changed since, or is not the kind of thing that can be."""

    code = "cannot_be_undone"


def undoes(kind: str) -> Callable[[Undo], Undo]:
    """Register how an event of `kind` is taken back. The function goes through its records' doors itself."""

    def register(undo: Undo) -> Undo:
        UNDOES[kind] = undo
        return undo

    return register


def guards(guard: Guard) -> Guard:
    """Register who may take back at all, asked before the app that recorded it."""
    GUARDS.append(guard)
    return guard


def is_theirs(event: Event, by: Any) -> bool:
    return bool(by.is_active and all(guard(event, by) for guard in GUARDS))


def take_back(event: Event, *, by: Any) -> str:
    """Undo what `event` tells, once, in one transaction; returns the page to show. Raises CannotBeUndone.

    The event's row is locked, so two clicks wait for each other and the second is refused.
    """
    with transaction.atomic():
        stored = Event.objects.select_for_update().get(pk=event.pk)
        if stored.kind not in UNDOES:
            raise CannotBeUndone(_("That cannot be undone from here."))
        if not is_theirs(stored, by):
            raise CannotBeUndone(_("What that was about is no longer here."))
        if stored.taken_back_at:
            raise CannotBeUndone(_("That was undone already."))
        address = UNDOES[stored.kind](stored, by)
        stored.taken_back_at = timezone.now()
        stored.save(update_fields=["taken_back_at"])
        record("timeline.taken_back", by=by, account_id=stored.account_id, event=stored.pk, what=stored.kind)
    return address
