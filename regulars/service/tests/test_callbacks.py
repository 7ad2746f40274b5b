"""`I'll get back to you within …`: one control, a timer, and no way round an answer."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.lib.attention import SOURCES
from regulars.service.attention import promises as on_today
from regulars.service.forms import CallbackForm
from regulars.service.models import About, Promise
from regulars.service.tests.promises import LONDON
from tests.cast import Cast


def start(cast: Cast, client: Client, **typed: object) -> Promise:
    answer = client.post(reverse("account-callbacks", args=[cast.harbour.pk]), typed)
    assert answer.status_code == 302, answer.content.decode()
    return Promise.objects.latest("pk")


@pytest.mark.covers("S7")
def test_it_stands_on_the_accounts_page_as_one_control(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "get back to you within" in page
    for value in ("1h", "4h", "1d", "2d"):
        assert f'name="within" value="{value}"' in " ".join(page.split())


@pytest.mark.covers("S7")
@pytest.mark.parametrize(("within", "hours"), [("1h", 1), ("4h", 4)])
def test_an_hour_starts_the_timer(cast: Cast, as_dana: Client, within: str, hours: int) -> None:
    made = start(cast, as_dana, within=within)
    assert (made.about, made.due_day, made.deliver_by) == (About.FOLLOW_UP, None, cast.dana)
    assert abs(made.due - timezone.now() - timedelta(hours=hours)) < timedelta(minutes=1)


@pytest.mark.covers("S7")
@pytest.mark.parametrize(("within", "days"), [("1d", 1), ("2d", 2)])
def test_a_day_is_the_firms_day(cast: Cast, as_dana: Client, within: str, days: int) -> None:
    made = start(cast, as_dana, within=within, what="Early delivery")
    assert made.due_day == timezone.localdate(timezone=LONDON) + timedelta(days=days)
    assert made.what == "Early delivery"


@pytest.mark.parametrize(
    ("number", "unit", "due"),
    [
        ("90", "minutes", "2026-10-24T23:00:00+00:00"),
        ("4", "hours", "2026-10-25T01:30:00+00:00"),
        ("1", "days", "2026-10-26T00:00:00+00:00"),
    ],
)
def test_hours_pass_as_they_do_in_the_night_the_clocks_change(
    cast: Cast, number: str, unit: str, due: str
) -> None:
    """22:30 in London is 21:30 UTC that night; at two in the morning the clocks go back."""
    form = CallbackForm({"within": "typed", "number": number, "unit": unit})
    assert form.is_valid(), form.errors
    evening = datetime(2026, 10, 24, 21, 30, tzinfo=UTC)
    with time_machine.travel(evening, tick=False), timezone.override(LONDON):
        assert form.due(timezone.now()).moment.astimezone(UTC).isoformat() == due


@pytest.mark.parametrize(
    "typed",
    [
        {"within": "typed"},
        {"within": "typed", "number": "0"},
        {"within": "typed", "number": "-2", "unit": "hours"},
        {"within": "typed", "number": "100", "unit": "hours"},
        {"within": "typed", "number": "NaN"},
        {"within": "never"},
        {},
    ],
)
def test_what_is_no_time_is_said(cast: Cast, as_dana: Client, typed: dict[str, str]) -> None:
    answer = as_dana.post(reverse("account-callbacks", args=[cast.harbour.pk]), typed)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Promise.objects.exists()


@pytest.mark.covers("S7")
def test_it_is_on_today_before_it_lapses(cast: Cast, as_dana: Client) -> None:
    assert on_today in SOURCES
    morning = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with time_machine.travel(morning, tick=False):
        start(cast, as_dana, within="4h", what="Answer on rye")
        page = as_dana.get("/").content.decode()
    assert "Answer on rye" in page
    assert "ours, today <em>13:00</em>" in page or "ours, today 13:00" in page
    assert "Call Ines" in page
