"""What colleagues did on a day, under the rules they work by; and what others changed of one's own, so that nobody is
overruled without seeing it."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lib.counting import grouped
from regulars.lib.days import start_of
from regulars.people.models.sight import looked_after
from regulars.team.models import Firm, Kind, Member, Role
from regulars.timeline.models import Event
from regulars.timeline.registry import sentence_of

COUNTED = {
    "timeline.touched": gettext_lazy("contacts"),
    "service.promise_made": gettext_lazy("promises written down"),
    "service.promise_kept": gettext_lazy("promises kept"),
    "service.promise_broken": gettext_lazy("promises broken"),
    "today.acted": gettext_lazy("people of the morning list looked after"),
    "today.later": gettext_lazy("put off"),
    "today.let_go": gettext_lazy("let go"),
    "people.account_changed": gettext_lazy("facts of accounts changed"),
    "people.person_changed": gettext_lazy("facts of people changed"),
    "people.account_added": gettext_lazy("accounts added"),
}
WORTH_READING = (
    "service.gesture_given",
    "service.gesture_refused",
    "service.promise_broken",
    "people.introduced",
    "people.everything_handed_over",
    "people.removed",
    "people.merged",
    "lists.acted",
    "timeline.taken_back",
)
MOST, WEEK = 60, timedelta(days=7)


class Doing(NamedTuple):
    """What one colleague did: counts in words, and the sentences worth reading, each with where it leads."""

    colleague: Member
    number: int
    counts: list[str]
    told: list[tuple[str, int | None]]


def seen(member: Member) -> Q:
    """Events about accounts this member sees, and those about none for whoever sees every account."""
    whose = member.whose(Kind.ACCOUNTS)
    return Q() if whose is None else Q(account__isnull=False) & looked_after(whose, "account")


def of_day(day: date, firm: Firm) -> QuerySet[Event]:
    return Event.objects.filter(
        at__gte=start_of(day, firm.zone), at__lt=start_of(day + timedelta(days=1), firm.zone)
    )


def done_on(day: date, reader: Member, firm: Firm) -> list[Doing]:
    """Of everybody else, whoever did most first. Three queries."""
    theirs = of_day(day, firm).filter(seen(reader), actor__isnull=False).exclude(actor=reader)
    counted: dict[int | None, dict[str, int]] = {}
    for actor, kind, number in theirs.order_by().values_list("actor", "kind").annotate(Count("pk")):
        counted.setdefault(actor, {})[kind] = number
    told: dict[int | None, list[tuple[str, int | None]]] = {}
    for event in theirs.filter(kind__in=WORTH_READING).select_related("actor").order_by("-at", "-id")[:MOST]:
        told.setdefault(event.actor_id, []).append((said(event), event.account_id))
    found = [
        Doing(one, sum(counted[one.pk].values()), counts(counted[one.pk]), told.get(one.pk, []))
        for one in Member.objects.filter(pk__in=[actor for actor in counted if actor])
    ]
    return sorted(found, key=lambda doing: -doing.number)


def counts(kinds: dict[str, int]) -> list[str]:
    known = [f"{label}: {grouped(kinds[kind])}" for kind, label in COUNTED.items() if kind in kinds]
    others = sum(number for kind, number in kinds.items() if kind not in COUNTED)
    return [*known, _("other things: %(n)s") % {"n": grouped(others)}] if others else known


def said(event: Event) -> str:
    return sentence_of(event.kind)(event.data, str(event.actor or "Regulars"))


def overruled(member: Member, firm: Firm, since: date) -> list[Event]:
    """What managers and owners did to what is `member`'s since that day: taken back, given to somebody else, or changed on an
    account they look after. Two queries."""
    by_others = Event.objects.filter(
        at__gte=start_of(since, firm.zone), actor__role__in=[Role.OWNER, Role.MANAGER]
    )
    by_others = by_others.exclude(actor=member).select_related("actor", "account")
    mine = Q(account__owner=member) & ~Q(kind__in=["timeline.touched", "timeline.taken_back"])
    away = Q(kind="people.account_changed", data__values__owner__0=member.pk)
    away |= Q(kind="people.everything_handed_over", data__member=member.pk)
    found = list(by_others.filter(mine | away).order_by("-at", "-id")[:MOST])
    backs = by_others.filter(kind="timeline.taken_back").order_by("-at", "-id")[:MOST]
    done = {event.data["event"]: event for event in backs}
    own = Event.objects.filter(pk__in=done, actor=member).values_list("pk", flat=True)
    return sorted([*found, *(done[pk] for pk in own)], key=lambda event: (event.at, event.pk), reverse=True)


def yesterday(firm: Firm) -> date:
    return timezone.localdate(timezone=firm.zone) - timedelta(days=1)
