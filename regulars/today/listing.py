"""The morning list: whom to look after today, why, and what is at stake. The page and the command line print this one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from regulars.lib.attention import SOURCES, Item
from regulars.lib.money import Money, is_hidden
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.models import ScoringRun, State
from regulars.team.models import Firm, Member
from regulars.today.groups import Group, grouped, rank
from regulars.today.settled import settled_items

BEHIND = 3
"""Days the records may be behind the firm's today before the page says so."""

FACTS = ("definitions", "currency", "kept", "pareto", "bucket", "conversion_by_month")


@dataclass(frozen=True)
class MorningList:
    """`today` is the firm's day, `as_of` the day the records reach to (None before the first scoring).

    `decided` counts the items decided today, which the list leaves room for: it gets shorter and can be finished.
    `waiting`: there is more behind the last item. `facts`: those of FACTS that the newest scoring found.
    `progress`: percent of a scoring that is under way, else None. `failed`: the newest scoring did not finish.
    """

    today: date
    as_of: date | None
    items: list[Item]
    groups: list[Group]
    decided: int
    waiting: bool
    has_orders: bool
    progress: int | None
    failed: bool
    facts: dict[str, Any]

    @property
    def people(self) -> int:
        return len(self.items)

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)

    @property
    def at_stake(self) -> list[Money]:
        """One sum a currency, the largest first; none for whoever must not see money."""
        if is_hidden():
            return []
        sums: dict[str, Money] = {}
        for item in self.items:
            known = sums.get(item.at_stake.currency)
            sums[item.at_stake.currency] = known + item.at_stake if known else item.at_stake
        return sorted((money for money in sums.values() if money.amount), reverse=True)

    @property
    def behind(self) -> int:
        """How many days the records are behind today, when that is more than BEHIND; else 0."""
        days = (self.today - self.as_of).days if self.as_of else 0
        return days if days > BEHIND else 0

    @property
    def state(self) -> str:
        """ready, finished, quiet, empty (no orders at all), or reading: the first scoring is still to come, or nobody is
        left on the list and one is under way, so that nobody knows yet whether that was all."""
        if self.items:
            return "ready"
        if not self.has_orders:  # none came yet, or all were taken back
            return "empty"
        if self.as_of is None or self.progress is not None:
            return "reading"
        return "finished" if self.decided else "quiet"


def morning_list(
    member: Member | None, firm: Firm, as_of: date | None = None, more: bool = False
) -> MorningList:
    """The list of `firm` as `member` sees it (None: the command line, who sees everything).

    `as_of`: look from that day instead of the newest scoring's; the scores must be of that day. `more`: as many
    again as the firm's limit, although some were decided today.
    """
    today = timezone.localdate(timezone=firm.zone)
    done, under_way = newest_runs()
    as_of = as_of or (done["as_of"] if done else None)
    settled = settled_items(today, firm)
    decided = decided_today(settled, today, member)
    room = firm.today_limit if more else max(0, firm.today_limit - decided)
    # Before the first scoring nobody is at risk, but a word given may lapse already.
    found = gathered(firm, as_of or today, room, frozenset(settled), member)
    items = found[:room]
    return MorningList(
        today=today,
        as_of=as_of,
        items=items,
        groups=grouped(items, firm),
        decided=decided,
        waiting=len(found) > room,
        has_orders=bool(items) or Order.objects.exists(),
        progress=under_way["progress"] if under_way and under_way["state"] != State.FAILED else None,
        failed=bool(under_way and under_way["state"] == State.FAILED),
        facts={key: done.get(f"firm_facts__{key}") for key in FACTS} if done and sees_all(member) else {},
    )


def sees_all(member: Member | None) -> bool:
    """Figures of the whole firm are for those who see every customer."""
    return member is None or member.access.whole


def decided_today(settled: dict[tuple[int, str], date], today: date, member: Member | None) -> int:
    """How many items were decided on that day, of whom this member sees."""
    decided = [account for (account, _kind), day in settled.items() if day == today]
    if member is None or member.access.whole or not decided:
        return len(decided)
    seen = set(Account.objects.visible_to(member).filter(pk__in=decided).values_list("pk", flat=True))
    return sum(account in seen for account in decided)


def gathered(
    firm: Firm, as_of: date, room: int, hidden: frozenset[tuple[int, str]], member: Member | None
) -> list[Item]:
    """The `room` most urgent and one more if there is one, each account once: with what is most urgent about it."""
    given = [source(firm, as_of, room + 1, hidden, member) for source in SOURCES]
    asked: Iterable[Item] = (item for items in given for item in items)
    once: dict[int, Item] = {}
    for item in sorted(asked, key=rank):
        once.setdefault(item.account_id, item)
    return list(once.values())[: room + 1]


def newest_runs() -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The newest finished scoring, and the newest one if that did not finish (yet)."""
    columns = ["id", "as_of", *(f"firm_facts__{key}" for key in FACTS)]
    done: dict[str, Any] | None = ScoringRun.objects.done().values(*columns).first()
    newest = ScoringRun.objects.exclude(state=State.DONE).filter(id__gt=done["id"] if done else 0)
    under_way: dict[str, Any] | None = (
        newest.order_by("-id").values(*columns[:1], "state", "progress").first()
    )
    return done, under_way
