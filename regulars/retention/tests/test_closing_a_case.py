"""A case closes only with what came of it, and a closing can be taken back from where it was done (R31)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from regulars.retention.models import RiskCase
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> RiskCase:
    return RiskCase.objects.create(account=cast.harbour, opened_on=date(2026, 11, 21), currency="GBP")


def close(client: Client, case: RiskCase, **said: str) -> Any:
    return client.post(f"/retention/cases/{case.pk}/closing/", said)


@pytest.mark.covers("R31")
def test_a_case_closes_with_its_outcome_and_a_sentence(case: RiskCase, cast: Cast, as_dana: Client) -> None:
    answer = close(as_dana, case, outcome="will_order", note="In January\x00 ")
    assert answer["Location"] == f"/accounts/{cast.harbour.pk}/"
    case.refresh_from_db()
    assert (case.outcome, case.note, case.closed_by) == ("will_order", "In January", cast.dana)


@pytest.mark.covers("R31")
@pytest.mark.parametrize("outcome", ["", "lost to price", "WILL_ORDER"])
def test_no_case_closes_without_an_outcome(outcome: str, case: RiskCase, as_dana: Client) -> None:
    answer = close(as_dana, case, outcome=outcome)
    assert answer.status_code == 422
    assert b"Say what came of it" in answer.content
    assert RiskCase.objects.open().count() == 1


def test_a_case_that_is_closed_already_is_not_closed_again(case: RiskCase, as_dana: Client) -> None:
    close(as_dana, case, outcome="will_order")
    assert close(as_dana, case, outcome="lost").status_code == 409
    assert RiskCase.objects.get().outcome == "will_order"


def test_a_closing_can_be_taken_back_once(case: RiskCase, as_dana: Client) -> None:
    close(as_dana, case, outcome="lost")
    assert as_dana.post(f"/retention/cases/{case.pk}/reopening/").status_code == 302
    assert RiskCase.objects.open().count() == 1
    assert as_dana.post(f"/retention/cases/{case.pk}/reopening/").status_code == 409


@pytest.mark.parametrize("step", ["closing", "reopening"])
def test_whoever_may_only_look_changes_nothing(
    step: str, case: RiskCase, cast: Cast, sign_in: Callable[[Any], Client]
) -> None:
    address = f"/retention/cases/{case.pk}/{step}/"
    assert sign_in(cast.rita).post(address, {"outcome": "lost"}).status_code == 403
    assert sign_in(cast.dana).get(address).status_code == 405
    assert sign_in(cast.dana).post(f"/retention/cases/999999/{step}/").status_code == 404
    assert Client().post(address).status_code == 302
    assert sign_in(cast.otto).post(address).status_code == 302
    assert RiskCase.objects.open().count() == 1
