"""What the timeline itself tells: touches, and events that no other record tells."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regulars.timeline.forgetting import ERASED
from regulars.timeline.models import Channel, Event, Outcome, Touch
from regulars.timeline.registry import TOLD_ELSEWHERE, address_of, sentence_of, veiled
from regulars.timeline.telling import EVERYTHING, Entry, Newest, Part, Reader, tells_of

OURS = {
    Channel.CALL: gettext_lazy("%(who)s called %(whom)s"),
    Channel.WRITE: gettext_lazy("%(who)s wrote to %(whom)s"),
    Channel.MESSAGE: gettext_lazy("%(who)s sent %(whom)s a message"),
    Channel.MEETING: gettext_lazy("%(who)s met %(whom)s"),
    Channel.NOTE: gettext_lazy("%(who)s noted"),
}
THEIRS = {
    Channel.CALL: gettext_lazy("%(whom)s called"),
    Channel.WRITE: gettext_lazy("%(whom)s wrote"),
    Channel.MESSAGE: gettext_lazy("%(whom)s sent a message"),
    Channel.MEETING: gettext_lazy("%(whom)s came by"),
    Channel.NOTE: gettext_lazy("%(who)s noted"),
}
BAD = {Outcome.PROBLEM, Outcome.LEAVING, Outcome.SAID_NO}


def sentence_of_touch(touch: Touch) -> str:
    who = touch.member.first_name if touch.member else _("Someone")
    whom = touch.person.name if touch.person else _("them")
    if not touch.from_us and not touch.person:
        whom = _("They")
    said = (OURS if touch.from_us else THEIRS)[Channel(touch.channel)]
    return str(said) % {"who": who, "whom": whom}


def entry_of_touch(touch: Touch) -> Entry:
    after = [str(Outcome(touch.outcome).label)] if touch.outcome else []
    if touch.thanks:
        after.insert(0, _("thanked them"))
    if touch.two_way and touch.from_us and touch.channel != Channel.MEETING:
        after.insert(0, _("they answered"))
    if touch.minutes:
        long = ngettext("%(minutes)d minute", "%(minutes)d minutes", touch.minutes)
        after.insert(0, long % {"minutes": touch.minutes})
    tone = "bad" if touch.outcome in BAD else "in" if touch.two_way else ""
    said = "".join(f", {words[0].lower()}{words[1:]}" for words in after)
    return Entry(at=touch.at, what=sentence_of_touch(touch), said=said, quiet=touch.note, tone=tone)


@Newest
def newest_touches(account: int) -> QuerySet[Touch]:
    standing = Touch.objects.standing().filter(account=account).select_related("member", "person")
    found: QuerySet[Touch] = standing.order_by("-at", "-id")
    return found


@tells_of(Part.CONTACTS)
def touches(account: Any, before: datetime | None, limit: int) -> list[Entry]:
    return [entry_of_touch(touch) for touch in newest_touches(account, before, limit)]


@Newest
def newest_events(account: int) -> QuerySet[Event]:
    told = Event.objects.filter(account=account).exclude(kind__in=TOLD_ELSEWHERE).select_related("actor")
    return told.order_by("-at", "-id")


@tells_of(Part.CHANGES, asks=True)
def events(account: Any, before: datetime | None, limit: int, reader: Reader) -> list[Entry]:
    if not reader.kinds:
        return [entry_of_event(event, reader) for event in newest_events(account, before, limit)]
    told = newest_events.build(account.pk)
    for beginning in reader.kinds:
        told = told.exclude(kind__startswith=beginning)
    newest = told.filter(at__lt=before) if before else told
    return [entry_of_event(event, reader) for event in newest[:limit]]


def entry_of_event(event: Event, reader: Reader = EVERYTHING) -> Entry:
    """What it names of records elsewhere is left out for who does not see every customer, and the way there, too."""
    if reader.whose is None:
        url = "" if ERASED in event.data else address_of(event.kind, event.data)
        return Entry(at=event.at, said=sentence_of_event(event), url=url)
    if ERASED not in event.data:
        event.data = veiled(event.kind, event.data, event.account_id)
    return Entry(at=event.at, said=sentence_of_event(event))


def sentence_of_event(event: Event) -> str:
    if ERASED in event.data:
        return _("What stood here was taken out for good.")
    actor = event.actor.first_name if event.actor else _("Regulars")
    return sentence_of(event.kind)(event.data, actor)
