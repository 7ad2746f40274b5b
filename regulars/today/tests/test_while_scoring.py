"""The morning list while a scoring is under way, or after one that failed: nothing is said that nobody knows yet."""

from datetime import date

from django.test import Client

from regulars.retention.models import ScoringRun, State
from regulars.today import deciding
from regulars.today.tests.mornings import morning_of, scored, tomorrow
from tests.cast import Cast, order


def page_of(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_while_the_first_scoring_runs_the_page_says_how_far_it_is(cast: Cast, as_dana: Client) -> None:
    order(cast.harbour, date(2026, 9, 11))
    run = ScoringRun.objects.create(as_of=date(2026, 9, 11), state=State.RUNNING, progress=40)
    assert 'value="40"' in page_of(as_dana)
    part = as_dana.get("/?reading")
    assert b"<html" not in part.content
    assert "X-Go-To" not in part
    ScoringRun.objects.filter(pk=run.pk).update(state=State.DONE)
    assert as_dana.get("/?reading")["X-Go-To"] == "/"


def test_nobody_is_told_that_all_is_done_while_orders_are_still_looked_through(
    cast: Cast, as_dana: Client
) -> None:
    """Orders were taken back and brought in again: an old scoring, a decision of today, and a new scoring under way."""
    run = scored()
    deciding.put_off(cast.harbour, "risk", by=cast.dana, until=tomorrow())
    newest = ScoringRun.objects.create(as_of=run.as_of, state=State.RUNNING, progress=40)
    with morning_of():
        page = page_of(as_dana)
        assert "Looking through your orders" in page
        assert "data-progress" in page
        assert "That is all for today" not in page
        ScoringRun.objects.filter(pk=newest.pk).update(state=State.DONE, firm_facts=run.firm_facts)
        assert as_dana.get("/?reading")["X-Go-To"] == "/"
        assert "That is all for today" in page_of(as_dana)


def test_a_scoring_that_failed_is_said(cast: Cast, as_dana: Client) -> None:
    order(cast.harbour, date(2026, 9, 11))
    ScoringRun.objects.create(as_of=date(2026, 9, 11), state=State.FAILED)
    assert "That did not finish" in page_of(as_dana)
    scored()
    ScoringRun.objects.create(as_of=date(2026, 9, 11), state=State.FAILED)
    with morning_of():
        assert "did not finish" in page_of(as_dana)
