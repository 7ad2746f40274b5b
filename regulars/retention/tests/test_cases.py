"""Rescue cases: opened by scorings for risks worth it, closed only with what came of them (R31)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from regulars.retention.errors import CaseClosed, CaseOpen, OutcomeMissing
from regulars.retention.models import CaseOutcome, Risk, RiskCase
from regulars.retention.scoring import score
from regulars.retention.tests.ledgers import AS_OF, ago, buys, every, firm, scored
from regulars.timeline.models import Event
from regulars.timeline.registry import sentence_of
from tests.cast import Cast, account

pytestmark = pytest.mark.django_db


def flagged(cast: Cast) -> RiskCase:
    """Harbour's beat was missed: the case that the scoring opened."""
    buys(cast.harbour, *every(32, 10, until=71))
    cast.harbour.owner = cast.marta
    cast.harbour.save()
    score(AS_OF)
    found: RiskCase = RiskCase.objects.get()
    return found


@pytest.mark.covers("R31")
def test_a_new_risk_opens_a_case_that_says_who_why_and_by_when(cast: Cast) -> None:
    case = flagged(cast)
    assert (case.account, case.owner, case.opened_on) == (cast.harbour, cast.marta, AS_OF)
    assert case.act_by == ago(-7)
    assert case.reasons == cast.harbour.score.reasons
    assert (case.at_stake, case.currency) == (cast.harbour.score.at_stake, "GBP")
    opened = Event.objects.get(kind="retention.case_opened")
    assert (opened.account_id, opened.data["case"]) == (cast.harbour.pk, case.pk)


def test_scoring_again_opens_no_second_case_and_leaves_the_first_as_it_was(cast: Cast) -> None:
    case = flagged(cast)
    score(ago(-5))
    again = RiskCase.objects.get()
    assert (again.pk, again.opened_on, again.reasons) == (case.pk, AS_OF, case.reasons)
    assert Event.objects.filter(kind="retention.case_opened").count() == 1


@pytest.mark.covers("R31")
@pytest.mark.parametrize("outcome", ["", "price", "lost to price"])
def test_no_case_closes_without_an_outcome_that_says_what_came_of_it(cast: Cast, outcome: str) -> None:
    case = flagged(cast)
    with pytest.raises(OutcomeMissing):
        case.close(by=cast.sam, outcome=outcome, note="lost to price")
    assert RiskCase.objects.get().is_open
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskCase.objects.update(closed_at=timezone.now())


@pytest.mark.covers("R31")
def test_closing_records_who_when_and_what(cast: Cast) -> None:
    case = flagged(cast)
    case.close(by=cast.sam, outcome=CaseOutcome.PROBLEM, note=" Oven broke; they bake again in May. ")
    kept = RiskCase.objects.get()
    assert (kept.closed_by, kept.outcome, kept.note) == (
        cast.sam,
        "problem",
        "Oven broke; they bake again in May.",
    )
    assert (case.is_open, kept.is_open) == (False, False)
    event = Event.objects.get(kind="retention.case_closed")
    assert event.actor == cast.sam
    assert sentence_of(event.kind)(event.data, "Sam") == (
        "Sam closed the rescue case: Had a problem; it is being solved."
    )


def test_a_case_is_closed_once(cast: Cast) -> None:
    case = flagged(cast)
    second = RiskCase.objects.get()
    case.close(by=cast.sam, outcome=CaseOutcome.LOST)
    with pytest.raises(CaseClosed):
        second.close(by=cast.dana, outcome=CaseOutcome.WILL_ORDER)
    assert RiskCase.objects.get().outcome == CaseOutcome.LOST


def test_a_closed_case_can_be_opened_again_unless_another_is_open(cast: Cast) -> None:
    case = flagged(cast)
    case.close(by=cast.sam, outcome=CaseOutcome.LOST)
    case.reopen(by=cast.dana)
    assert RiskCase.objects.get().is_open
    with pytest.raises(CaseOpen):
        case.reopen(by=cast.dana)


def test_an_order_closes_the_case_as_come_back_and_names_itself(cast: Cast) -> None:
    case = flagged(cast)
    back = buys(cast.harbour, -2)[0]
    score(ago(-3))
    closed = RiskCase.objects.get()
    assert (closed.pk, closed.outcome, closed.closed_by) == (case.pk, CaseOutcome.CAME_BACK, None)
    event = Event.objects.get(kind="retention.case_came_back")
    assert (event.data["order"], event.data["day"]) == (back.pk, ago(-2).isoformat())
    assert "2 Jul 2026" in sentence_of(event.kind)(event.data, "")


def test_an_order_from_before_the_case_or_one_refunded_closes_nothing(cast: Cast) -> None:
    flagged(cast)
    buys(cast.harbour, -1, refunded="100.00")
    score(ago(-3))
    assert RiskCase.objects.get().is_open


def test_a_risk_that_was_answered_is_not_asked_about_again_in_the_same_silence(cast: Cast) -> None:
    flagged(cast).close(by=cast.sam, outcome=CaseOutcome.WILL_ORDER)
    score(ago(-5))
    assert not RiskCase.objects.open().exists()


def test_not_now_keeps_someone_off_the_list_for_a_while(cast: Cast) -> None:
    flagged(cast).close(by=cast.sam, outcome=CaseOutcome.WAITING)
    RiskCase.objects.update(closed_at=timezone.now().replace(year=2026, month=7, day=1))
    found = scored(cast.harbour, ago(-3))
    assert (found.risk, found.priority, found.win_back) == (Risk.NONE, 0, 0)
    assert scored(cast.harbour, ago(-30)).risk == Risk.NONE


def test_nobody_gets_a_case_who_asked_not_to_be_contacted(cast: Cast) -> None:
    cast.harbour.do_not_contact = True
    cast.harbour.save()
    buys(cast.harbour, *every(32, 10, until=71))
    score(AS_OF)
    assert not RiskCase.objects.exists()


def test_no_more_cases_open_than_a_team_can_answer_the_most_urgent_first(cast: Cast) -> None:
    firm(today_limit=1)
    for number in range(8):
        buys(account(f"Café {number}"), *every(30, 8, until=75), amount=100 + number)
    score(AS_OF)
    assert set(RiskCase.objects.values_list("account__name", flat=True)) == {f"Café {n}" for n in range(3, 8)}


def test_who_we_let_go_is_not_won_back(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 8, until=300))
    assert scored(cast.harbour).win_back > 0
    RiskCase.objects.create(
        account=cast.harbour, opened_on=ago(200), currency="GBP", closed_at=timezone.now(), outcome="let_go"
    )
    assert scored(cast.harbour).win_back == 0
