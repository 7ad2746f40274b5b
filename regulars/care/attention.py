"""What care puts on the morning list: few, each with its evidence, and what is at stake said honestly.

Two queries. At stake is what may be lost by not acting: a year's sales where they had to ask first or where something
they depend on ends; nothing where nothing is known to be at risk, however good the account is.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from regulars.care.due import ASKED, ENDS, FLAG, REVIEW, SHEET, Due, due
from regulars.care.due_words import Told, page, reason, told
from regulars.lib.attention import Action, Item, attention
from regulars.lib.money import Money
from regulars.people.contacting import action_for
from regulars.people.models import Account, Person
from regulars.team.models import Firm, Kind, Member

NEAR = ((0, 0.5), (92, 0.4), (183, 0.25), (365, 0.15))
"""Days to an end → what telling them is worth."""


@attention
def care(
    firm: Firm, as_of: date, limit: int, decided: Iterable[tuple[int, str]], member: Member | None = None
) -> list[Item]:
    """At most the firm's number of care items a morning. Seen from today, not from where the orders reach to: a
    wish, a licence and a review know the clock. Each account once, with what is most urgent about it."""
    whose = member.whose(Kind.ACCOUNTS) if member else None
    found = due(today(firm), limit, decided=decided, sparing=True, whose=whose)
    once: dict[int, Due] = {}
    for one in sorted(found, key=lambda one: -priority(one, firm)):
        once.setdefault(one.account_id, one)
    chosen = list(once.values())[: min(limit, found[0].most)] if found else []
    people = people_of([one.account_id for one in chosen if one.kind == ASKED])
    return [item(one, firm, people.get(one.account_id, [])) for one in chosen]


def today(firm: Firm) -> date:
    return timezone.localdate(timezone=firm.zone)


def people_of(accounts: list[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    for person in Person.objects.here().filter(account__in=accounts).order_by("pk") if accounts else ():
        found.setdefault(person.account_id, []).append(person)
    return found


def priority(one: Due, firm: Firm) -> float:
    """Value × urgency × what acting changes, to stand beside retention's, whose fresh risks have 1 at most.

    Half for two unasked needs: they may be looking around, and one offer answers it. For an end, more the nearer it
    is. For a review, a little, growing with its delay. For a sheet, next to nothing: it makes other days better.
    """
    now = today(firm)
    weight = {
        ASKED: lambda: 0.5,
        ENDS: lambda: next((share for days, share in NEAR if ending(one, now) <= days), 0.1),
        REVIEW: lambda: min(0.1 + 0.005 * (now - date.fromisoformat(one.data["due"])).days, 0.3),
        FLAG: lambda: 0.2,
        SHEET: lambda: 0.05,
    }[one.kind]()
    return float(one.last_year) * weight


def ending(one: Due, now: date) -> int:
    return (date.fromisoformat(one.data["ends"]) - now).days


def item(one: Due, firm: Firm, people: list[Person]) -> Item:
    said = told(one, today(firm))
    at_stake = one.last_year if one.kind in {ASKED, ENDS} else Decimal(0)
    return Item(
        account_id=one.account_id,
        account_name=one.name,
        account_url=reverse("account", args=[one.account_id]),
        kind=one.kind,
        group=said.group,
        tag=said.tag,
        tone=said.tone,
        reasons=(reason(one, said),),
        at_stake=Money(at_stake, one.currency or firm.currency),
        due=said.on,
        action=action(one, said, people),
        priority=priority(one, firm),
        minutes=firm.minutes_each,
    )


def action(one: Due, said: Told, people: list[Person]) -> Action:
    """What is done on their care page opens it; who had to ask first is called or written to."""
    if said.label:
        return Action("open", said.label, page(one, said.card))
    found = action_for(Account(pk=one.account_id, name=one.name), people)
    if found.kind == "log":
        return Action("open", found.label, page(one, said.card))
    return found
