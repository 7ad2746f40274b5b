"""What retention puts on the morning list: customers slipping away, and where room is left, previous ones worth a call.

At most three queries: scores with their accounts, previous clients where there is room, the people to reach.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.attention import Action, Item, Reason, attention
from regulars.lib.money import Money
from regulars.people.contacting import action_for
from regulars.people.models import Person
from regulars.people.models.sight import within_of
from regulars.retention.models import Risk, Score
from regulars.retention.prospects import attention as prospects  # noqa: F401 # registers its source
from regulars.retention.reasons import previous_client, reasons_of
from regulars.team.models import Firm, Member

RISK, WIN_BACK = "risk", "win_back"
Decided = Iterable[tuple[int, str]]


@attention
def slipping(
    firm: Firm, as_of: date, limit: int, decided: Decided, member: Member | None = None
) -> list[Item]:
    """At most `limit` items, most urgent first. Nobody who asked not to be contacted, nobody decided about."""
    pairs = list(decided)
    risks = list(at_risk(pairs, member)[:limit])
    room = limit - len(risks)
    back = list(worth_a_call(pairs, [score.pk for score in risks], member)[:room]) if room > 0 else []
    people = people_of([score.pk for score in (*risks, *back)])
    return [risk_item(score, firm, people) for score in risks] + [
        win_back_item(score, firm, people) for score in back
    ]


def reachable(decided: list[tuple[int, str]], kind: str, member: Member | None) -> QuerySet[Score]:
    put_off = [account for account, decided_kind in decided if decided_kind == kind]
    found: QuerySet[Score] = Score.objects.filter(
        account__do_not_contact=False, account__removed_at=None
    ).exclude(pk__in=put_off)
    return within_of(found, member).select_related("account").defer("run")


def at_risk(decided: list[tuple[int, str]], member: Member | None = None) -> QuerySet[Score]:
    """By the partial index score_by_priority, so the first ten cost the same among a hundred or a million."""
    risky = reachable(decided, RISK, member).filter(risk__gt=0, priority__gt=0)
    return risky.order_by("-priority", "account")


def worth_a_call(
    decided: list[tuple[int, str]], there: list[int], member: Member | None = None
) -> QuerySet[Score]:
    """Previous clients (R19), by the partial index score_by_win_back."""
    previous = reachable(decided, WIN_BACK, member).filter(win_back__gt=0)
    return previous.exclude(pk__in=there).order_by("-win_back", "account")


def people_of(accounts: Sequence[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    if accounts:
        for person in Person.objects.here().filter(account__in=accounts).order_by("pk"):
            found.setdefault(person.account_id, []).append(person)
    return found


def risk_item(score: Score, firm: Firm, people: dict[int, list[Person]]) -> Item:
    high = score.risk == Risk.HIGH
    tag = _("at risk") if high else _("slipping")
    return item(
        score, firm, people, kind=RISK, group="keep", tag=tag, tone="risk" if high else "due",
        reasons=reasons_of(score), priority=score.priority,
    )  # fmt: skip


def win_back_item(score: Score, firm: Firm, people: dict[int, list[Person]]) -> Item:
    return item(
        score, firm, people, kind=WIN_BACK, group="reach", tag=_("worth a call"), tone="ok",
        reasons=(previous_client(score),), priority=score.win_back,
    )  # fmt: skip


def item(
    score: Score,
    firm: Firm,
    people: dict[int, list[Person]],
    *,
    kind: str,
    group: str,
    tag: str,
    tone: str,
    reasons: tuple[Reason, ...],
    priority: float,
) -> Item:
    account, at_stake = score.account, Decimal(str(score.at_stake))
    return Item(
        account_id=score.pk,
        account_name=account.name,
        account_url=reverse("account", args=[score.pk]),
        kind=kind,
        group=group,
        tag=tag,
        tone=tone,
        reasons=reasons,
        at_stake=Money(at_stake, score.currency),
        due=score.beat_due if kind == RISK else None,
        action=action(score, kind, people.get(score.pk, [])),
        priority=priority,
        minutes=firm.minutes_each,
    )


def action(score: Score, kind: str, people: list[Person]) -> Action:
    """Call, else write, else log what happened, on the page that also takes it off the list."""
    found = action_for(score.account, people)
    if found.kind == "log":
        return Action(found.kind, found.label, reverse("today-act", args=[score.pk, kind]))
    return found
