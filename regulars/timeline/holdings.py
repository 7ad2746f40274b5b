"""What was said with a person and what happened about them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from regulars.lib.held import blank, lines, theirs
from regulars.lib.holdings import Holding, forgets, holds
from regulars.timeline.entries import sentence_of_event
from regulars.timeline.models import Event, Mention, Tally, Touch
from regulars.timeline.registry import TOLD_ELSEWHERE


@holds(30)
def contacts(person: Any) -> Iterator[Holding]:
    touches = Touch.objects.filter(theirs(person)).select_related("member").order_by("at", "pk")
    columns = {
        _("When"): "at",
        _("How"): "channel",
        _("Who of us"): "member",
        _("We started it"): "from_us",
        _("You answered"): "two_way",
        _("We were selling"): "sales",
        _("We thanked you"): "thanks",
        _("Minutes"): "minutes",
        _("What was noted"): "note",
        _("What came of it"): "outcome",
        _("Sent by a program"): "automatic",
        _("Taken back on"): "withdrawn_at",
    }
    yield Holding(_("When we were in touch"), lines(touches, columns))
    told = Mention.objects.filter(touch__in=touches).select_related("member", "touch").order_by("pk")
    columns = {_("Contact of"): "touch.at", _("Who of us was told of it"): "member", _("Read on"): "seen_at"}
    yield Holding(_("Who of us was told"), lines(told, columns))
    counted = Tally.objects.filter(account=person.account_id) if person.alone else []
    columns = {
        _("Contacts"): "touches",
        _("Begun by us"): "attempts",
        _("Where both spoke"): "two_way",
        _("The last"): "last_at",
        _("Last thanked"): "last_thanked_at",
        _("Last time we tried to sell"): "last_sales_at",
        _("When you said no"): "said_no_at",
    }
    yield Holding(_("How often, as we count it"), lines(counted, columns))


@holds(90)
def history(person: Any) -> Iterator[Holding]:
    events = (
        events_about(person).exclude(kind__in=TOLD_ELSEWHERE).select_related("actor").order_by("at", "pk")
    )
    columns = {
        _("When"): "at",
        _("What happened"): _sentence,
        _("Taken back"): lambda row: bool(row.taken_back_at),
    }
    yield Holding(_("What was done with your data"), lines(events, columns))


def _sentence(event: Event) -> str:
    try:
        return sentence_of_event(event)
    except (LookupError, TypeError, ValueError):  # an earlier version kept other data with it
        return event.kind


def events_about(person: Any) -> QuerySet[Event]:
    own = Q(data__person=person.pk)
    return Event.objects.filter(own | Q(account=person.account_id) if person.alone else own)


@forgets(30)
def words(person: Any) -> dict[str, int]:
    """That there was a contact stays, for whoever counts; what was said goes. The trail of events is trust's to redact."""
    return {"notes": blank(Touch.objects.filter(theirs(person)), "note")}
