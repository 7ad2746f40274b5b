"""Deciding about an item of the morning list: act, later, let go, and taking any of them back.

An item is decided once: while a decision stands, another click, tab or person gets that decision back and nothing
is written. Each of these is one transaction and waits for whoever is deciding about the same account.
"""

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from regulars.people.models import Account
from regulars.retention.attention import RISK, WIN_BACK
from regulars.retention.errors import CaseOpen
from regulars.retention.models import CaseOutcome, RiskCase
from regulars.team.models import Member
from regulars.timeline.models import Outcome, log_touch, record
from regulars.today.models import Choice, Decision
from regulars.today.settled import LOOK_AGAIN

CLOSES = {
    Outcome.WILL_ORDER: CaseOutcome.WILL_ORDER,
    Outcome.WAITING: CaseOutcome.WAITING,
    Outcome.PROBLEM: CaseOutcome.PROBLEM,
    Outcome.LEAVING: CaseOutcome.LOST,
}
"""What came of a contact → how the risk case ends. No answer ends nothing: the case stays open (R31)."""

NO_ANSWER_DAYS = 3
"""Days until someone who did not answer is tried again."""


def act(
    account: Account,
    kind: str,
    *,
    by: Member,
    channel: str,
    outcome: str,
    note: str = "",
    two_way: bool = False,
    again: date | None = None,
) -> tuple[Decision, bool]:
    """Someone was contacted: log the touch and what came of it, and close their risk case with it.

    `again`: the day to look again, instead of the usual one. Returns the decision and whether it is new.
    """
    with transaction.atomic():
        if standing := _standing(account, kind):
            return standing, False
        touch = log_touch(
            account_id=account.pk, by=by, channel=channel, outcome=outcome, note=note, two_way=two_way
        )
        closes = CLOSES.get(Outcome(outcome))
        days = LOOK_AGAIN.get(closes) if closes else NO_ANSWER_DAYS
        until = again or (timezone.localdate() + timedelta(days=days) if days else None)
        case = _close(account, by, closes, note) if closes else None
        if until:
            RiskCase.objects.open().filter(account=account).update(act_by=until)
        made = Decision(choice=Choice.ACTED, until=until, touch=touch, case=case)
        return _decided(made, account, kind, by, outcome=outcome), True


def put_off(account: Account, kind: str, *, by: Member, until: date) -> tuple[Decision, bool]:
    """Not today: off the list until `until`, the firm's day."""
    with transaction.atomic():
        if standing := _standing(account, kind):
            return standing, False
        made = Decision(choice=Choice.LATER, until=until)
        return _decided(made, account, kind, by, until=until.isoformat()), True


def let_go(account: Account, kind: str, *, by: Member, reason: str) -> tuple[Decision, bool]:
    """We choose not to pursue them: off the list until they order again; where it was about a risk, their case is closed
    with the reason."""
    with transaction.atomic():
        if standing := _standing(account, kind):
            return standing, False
        about_risk = kind in {
            RISK,
            WIN_BACK,
        }  # a promise or a wish let go says nothing about whether they stay
        case = _close(account, by, CaseOutcome.LET_GO, reason) if about_risk else None
        made = Decision(choice=Choice.LET_GO, reason=reason, case=case)
        return _decided(made, account, kind, by, reason=reason), True


def undo(decision: Decision, *, by: Member) -> bool:
    """Put back what was before: the item, the touch withdrawn, the case open. False when it was undone already."""
    with transaction.atomic():
        _lock(decision.account_id)
        if not Decision.objects.filter(pk=decision.pk, undone_at=None).update(undone_at=timezone.now()):
            return False
        if decision.touch:
            decision.touch.withdraw(by=by)
        if decision.case:
            with suppress(CaseOpen):  # the next scoring may have opened a new one: that one goes on
                decision.case.reopen(by=by)
        record("today.undone", by=by, account_id=decision.account_id, decision=decision.pk)
    return True


def _lock(account_id: int) -> None:
    Account.objects.select_for_update(of=("self",)).only("pk").get(pk=account_id)


def _standing(account: Account, kind: str) -> Decision | None:
    _lock(account.pk)
    today = timezone.localdate()
    found = Decision.objects.standing(today).filter(account=account, kind=kind)
    return found.select_related("member").order_by("-id").first()


def _open_case(account: Account) -> RiskCase | None:
    return RiskCase.objects.open().select_for_update().filter(account=account).first()


def _close(account: Account, by: Member, outcome: CaseOutcome, note: str) -> RiskCase | None:
    if case := _open_case(account):
        case.close(by=by, outcome=outcome, note=note)
    return case


def _decided(decision: Decision, account: Account, kind: str, by: Member, **data: str) -> Decision:
    decision.account, decision.kind, decision.member = account, kind, by
    decision.save(force_insert=True)
    record(f"today.{decision.choice}", by=by, account_id=account.pk, decision=decision.pk, about=kind, **data)
    return decision
