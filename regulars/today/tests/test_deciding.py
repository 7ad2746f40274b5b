"""Acting on an item, putting it off, letting it go, and taking any of it back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.lib.errors import Refusal
from regulars.retention.models import CaseOutcome, RiskCase
from regulars.timeline.models import Event, Outcome, Touch
from regulars.today.models import Choice, Decision
from regulars.today.tests.mornings import case, item, morning_of, scored, tomorrow
from regulars.web.templatetags.say import day as said_day
from tests.cast import Cast
from tests.conftest import signed_in

SPOKE = {"channel": "call", "outcome": "will_order", "two_way": "on", "note": "Orders on Monday."}
WAYS: list[tuple[str, dict[str, str]]] = [
    ("today-act", SPOKE),
    ("today-later", {"until": (timezone.localdate() + timedelta(days=30)).isoformat()}),
    ("today-let-go", {"reason": "They closed"}),
]


def url(name: str, cast: Cast, kind: str = "risk") -> str:
    return reverse(name, args=[cast.harbour.pk, kind])


def undo(client: Client, decision: Decision) -> Any:
    return client.post(reverse("today-undo", args=[decision.pk]), follow=True)


@pytest.mark.covers("R31")
def test_a_call_is_logged_and_closes_the_risk_with_what_came_of_it(cast: Cast, as_dana: Client) -> None:
    risk = case(cast.harbour)
    response = as_dana.post(url("today-act", cast), SPOKE, follow=True)
    assert "Harbour Bakery is looked after." in response.content.decode()
    risk.refresh_from_db()
    assert (risk.outcome, risk.closed_by, risk.note) == (
        CaseOutcome.WILL_ORDER,
        cast.dana,
        "Orders on Monday.",
    )
    touch = Touch.objects.get()
    assert (touch.channel, touch.outcome, touch.two_way) == ("call", Outcome.WILL_ORDER, True)
    decision = Decision.objects.get()
    assert decision.choice == Choice.ACTED
    assert decision.until == timezone.localdate() + timedelta(days=30)
    assert set(Event.objects.values_list("kind", flat=True)) >= {
        "today.acted",
        "timeline.touched",
        "retention.case_closed",
    }


@pytest.mark.covers("R31")
def test_without_an_answer_the_risk_stays_open_with_a_day_to_try_again(cast: Cast, as_dana: Client) -> None:
    risk = case(cast.harbour)
    said = {"channel": "call", "outcome": "no_answer", "two_way": "on"}
    html = as_dana.post(url("today-act", cast), said, follow=True).content.decode()
    again = said_day(timezone.localdate() + timedelta(days=3))
    assert f"Harbour Bakery did not answer yet and comes back here on {again}." in html
    risk.refresh_from_db()
    assert risk.closed_at is None
    assert risk.act_by == timezone.localdate() + timedelta(days=3)
    assert Touch.objects.get().two_way is False


@pytest.mark.covers("R31")
@pytest.mark.parametrize(
    "given",
    [
        {"channel": "call", "note": "Nice chat"},
        {"channel": "call", "outcome": "leaving", "note": "Too dear, I suppose"},
        {"channel": "call", "outcome": "leaving", "two_way": "on"},
        {"channel": "pigeon", "outcome": "waiting"},
        {"channel": "call", "outcome": "waiting", "again": "2001-01-01"},
    ],
)
def test_a_risk_is_not_closed_without_an_outcome_or_unheard(
    cast: Cast, as_dana: Client, given: dict[str, str]
) -> None:
    risk = case(cast.harbour)
    response = as_dana.post(url("today-act", cast), given)
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    risk.refresh_from_db()
    assert risk.closed_at is None
    assert not Touch.objects.exists()
    assert not Decision.objects.exists()


def test_letting_go_needs_a_reason_and_closes_the_case_with_it(cast: Cast, as_dana: Client) -> None:
    risk = case(cast.harbour)
    assert as_dana.post(url("today-let-go", cast), {"reason": "  "}).status_code == 422
    as_dana.post(url("today-let-go", cast), {"reason": "They closed"})
    risk.refresh_from_db()
    assert (risk.outcome, risk.note) == (CaseOutcome.LET_GO, "They closed")
    assert Decision.objects.get().until is None


@pytest.mark.parametrize("until", ["", "soon", "2001-01-01", "9999-12-31"])
def test_later_needs_a_day_ahead(cast: Cast, as_dana: Client, until: str) -> None:
    assert as_dana.post(url("today-later", cast), {"until": until}).status_code == 422
    assert (
        as_dana.post(url("today-later", cast), {"until": timezone.localdate().isoformat()}).status_code == 422
    )
    as_dana.post(url("today-later", cast), {"until": tomorrow().isoformat()})
    assert Decision.objects.get().until == tomorrow()


@pytest.mark.parametrize(("name", "given"), WAYS)
def test_a_double_click_decides_once(cast: Cast, as_dana: Client, name: str, given: dict[str, str]) -> None:
    case(cast.harbour)
    as_dana.post(url(name, cast), given)
    events = Event.objects.count()
    again = signed_in(cast.sam).post(url(name, cast), given, follow=True)
    assert "Dana decided that already" in again.content.decode()
    assert Decision.objects.count() == 1
    assert Touch.objects.count() <= 1
    assert Event.objects.count() == events


@pytest.mark.parametrize(("name", "given"), WAYS)
def test_every_decision_is_taken_back_from_its_toast(
    cast: Cast, as_dana: Client, name: str, given: dict[str, str]
) -> None:
    scored()
    risk = case(cast.harbour)
    with morning_of(item(cast.harbour)):
        page = as_dana.post(url(name, cast), given, follow=True).content.decode()
        decision = Decision.objects.get()
        assert f'action="{reverse("today-undo", args=[decision.pk])}"' in page
        assert 'class="item"' not in page
        page = undo(as_dana, decision).content.decode()
        assert "Harbour Bakery is as before" in page
        assert 'class="item"' in page
        assert "taken back already" in undo(as_dana, decision).content.decode()
    risk.refresh_from_db()
    assert risk.is_open
    assert not Touch.objects.standing().exists()
    assert Event.objects.filter(kind="today.undone").count() == 1
    as_dana.post(url(name, cast), given)
    assert Decision.objects.filter(undone_at=None).count() == 1


def test_undoing_beside_a_newer_case_leaves_that_one(cast: Cast, as_dana: Client) -> None:
    old = case(cast.harbour)
    as_dana.post(url("today-act", cast), SPOKE)
    case(cast.harbour)
    assert undo(as_dana, Decision.objects.get()).status_code == 200
    old.refresh_from_db()
    assert not old.is_open
    assert RiskCase.objects.open().count() == 1


@pytest.mark.parametrize("name", ["act", "later", "let-go"])
def test_each_form_is_a_page_and_a_part_of_its_item(cast: Cast, as_dana: Client, name: str) -> None:
    scored()
    with morning_of(item(cast.harbour)):
        page = as_dana.get(url(f"today-{name}", cast)).content.decode()
        part = as_dana.get(url(f"today-{name}", cast), headers={"HX-Request": "true"}).content.decode()
    assert "Orders about every <em>32</em> days" in page
    assert "<html" in page
    assert "<html" not in part
    assert "<form" in part


def test_htmx_gets_the_list_without_the_item_and_the_way_back(cast: Cast, as_dana: Client) -> None:
    scored()
    with morning_of(item(cast.harbour), item(cast.vets)):
        response = as_dana.post(url("today-act", cast), SPOKE, headers={"HX-Request": "true"})
        html = response.content.decode()
        assert html.count('class="item"') == 1
        assert "Undo" in html
        wrong = as_dana.post(url("today-act", cast, "thank"), {}, headers={"HX-Request": "true"})
        assert wrong.status_code == 422
        assert wrong["HX-Retarget"] == f"#work-{cast.harbour.pk}-thank"


def test_the_number_to_call_is_there_unless_they_asked_for_quiet(cast: Cast, as_dana: Client) -> None:
    assert "tel:+442079460018" in as_dana.get(url("today-act", cast)).content.decode()
    cast.harbour.do_not_contact = True
    cast.harbour.save()
    page = as_dana.get(url("today-act", cast)).content.decode()
    assert "tel:" not in page
    assert "asked not to be contacted" in page


@pytest.mark.parametrize(("name", "given"), WAYS)
def test_only_who_may_write_decides(cast: Cast, as_dana: Client, name: str, given: dict[str, str]) -> None:
    assert signed_in(cast.rita).post(url(name, cast), given).status_code == 403
    assert Client().post(url(name, cast), given).status_code == 302
    assert as_dana.put(url(name, cast)).status_code == 405
    assert as_dana.post(reverse(name, args=[10**9, "risk"]), given).status_code == 404
    assert as_dana.post(url(name, cast, "k" * 61), given).status_code == 404
    assert not Decision.objects.exists()


def test_undo_is_for_who_may_write_and_for_what_is_there(cast: Cast, as_dana: Client) -> None:
    as_dana.post(url("today-later", cast), {"until": tomorrow().isoformat()})
    address = reverse("today-undo", args=[Decision.objects.get().pk])
    assert signed_in(cast.rita).post(address).status_code == 403
    assert Client().post(address).status_code == 302
    assert as_dana.get(address).status_code == 405
    assert as_dana.post(reverse("today-undo", args=[10**9])).status_code == 404
    assert Decision.objects.get().undone_at is None


def test_a_case_cannot_close_twice_with_two_outcomes(cast: Cast) -> None:
    risk = case(cast.harbour)
    risk.close(by=cast.dana, outcome=CaseOutcome.WAITING)
    with pytest.raises(Refusal):
        risk.close(by=cast.sam, outcome=CaseOutcome.LOST)
    assert RiskCase.objects.get().outcome == CaseOutcome.WAITING


def test_a_date_of_ones_own_wins_over_the_usual_one(cast: Cast, as_dana: Client) -> None:
    wanted: date = timezone.localdate() + timedelta(days=9)
    as_dana.post(url("today-act", cast), SPOKE | {"again": wanted.isoformat()})
    assert Decision.objects.get().until == wanted
