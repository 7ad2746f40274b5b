"""What Today says of people who never bought: somebody stopped early. They come last, where room is left (R3)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.attention import Action, Item, Link, Reason, attention
from regulars.lib.money import Money
from regulars.people.contacting import action_for
from regulars.people.models import Person
from regulars.people.models.sight import within_of
from regulars.retention.prospects.persistence import clause, stopped_early
from regulars.team.models import Firm, Member
from regulars.timeline.models import Tally

KIND = "stopped_early"


@attention
def given_up(
    firm: Firm, as_of: date, limit: int, decided: Iterable[tuple[int, str]], member: Member | None = None
) -> list[Item]:
    """At most `limit`, the most lately silent first. Two queries, by the partial index tally_stopped_early."""
    put_off = [account for account, kind in decided if kind == KIND]
    found = list(within_of(stopped_early(timezone.now()), member).exclude(account__in=put_off)[:limit])
    people: dict[int, list[Person]] = {}
    if found:
        for person in Person.objects.here().filter(account__in=[tally.pk for tally in found]).order_by("pk"):
            people.setdefault(person.account_id, []).append(person)
    return [item(tally, firm, people.get(tally.pk, [])) for tally in found]


def item(tally: Tally, firm: Firm, people: list[Person]) -> Item:
    account, page = tally.account, reverse("account", args=[tally.pk])
    numbers = {"contacts": tally.touches, "answered": tally.two_way}
    evidence = Link(_("the contacts"), f"{page}#timeline")
    today = timezone.localdate(timezone=firm.zone)
    action = action_for(account, people)
    if action.kind == "log":
        action = Action(action.kind, action.label, reverse("today-act", args=[tally.pk, KIND]))
    return Item(
        account_id=tally.pk,
        account_name=account.name,
        account_url=page,
        kind=KIND,
        group="win",
        tag=_("stopped early"),
        tone="due",
        reasons=(Reason(KIND, clause(tally, today), numbers, (evidence,)),),
        at_stake=Money(Decimal(0), firm.currency),
        due=None,
        action=action,
        priority=1.0 + min(tally.two_way, 9),
        minutes=firm.minutes_each,
    )
