"""Where one is signed in: seen, ended one by one or all at once, and ended by what ought to end them."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from regulars.team.models import Role
from regulars.team.signup import recovery_link
from regulars.team.throttling import RATES
from regulars.timeline.models import Event
from tests.cast import PASSWORD, Cast

NEW = "thirteen loaves before dawn"
PAGE = "/settings/sessions/"


@pytest.fixture
def sam(cast: Cast) -> Callable[[], Client]:
    cast.sam.set_password(PASSWORD)
    cast.sam.save()
    cache.clear()

    def another_browser(password: str = PASSWORD) -> Client:
        client = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
        client.post("/sign-in/", {"login": cast.sam.email, "password": password})
        return client

    return another_browser


def signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def session_of(client: Client) -> UserSession:
    return UserSession.objects.get(session_key=client.session.session_key)


def test_the_page_tells_device_place_and_when(sam: Any) -> None:
    here, _there = sam(), sam()
    page = " ".join(here.get(PAGE).content.decode().split())
    assert page.count("Firefox on Windows") >= 2
    assert "the machine Regulars runs on" in page
    assert "Last used" in page
    assert page.count("here, now") == 1


@pytest.mark.attack("A4")
def test_one_session_is_ended_and_the_others_stay(sam: Any) -> None:
    here, there, elsewhere = sam(), sam(), sam()
    assert here.post(f"{PAGE}{session_of(there).pk}/ended/").status_code == 302
    assert [signed_in(client) for client in (here, there, elsewhere)] == [True, False, True]
    told = Event.objects.get(kind="team.session_ended")
    assert told.data["device"] == "Firefox/Windows"


@pytest.mark.attack("B1")
def test_nobody_ends_a_session_of_another_and_nobody_their_own_by_it(sam: Any, as_dana: Client) -> None:
    here = sam()
    assert as_dana.post(f"{PAGE}{session_of(here).pk}/ended/").status_code == 404
    assert here.post(f"{PAGE}{session_of(here).pk}/ended/").status_code == 404
    assert signed_in(here)


@pytest.mark.attack("A4", "A5")
def test_everywhere_else_is_everywhere_even_where_no_list_knows_it(sam: Any) -> None:
    here, there = sam(), sam()
    UserSession.objects.exclude(session_key=here.session.session_key).delete()
    here.post(PAGE)
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert Event.objects.get(kind="team.session_ended").data["others"] is True


def change_password(client: Client, cast: Cast) -> None:
    client.post("/settings/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})


def recover(client: Client, cast: Cast) -> None:
    Client().post(recovery_link(cast.sam.email), {"password": NEW})


def change_role(client: Client, cast: Cast) -> None:
    cast.sam.change_role(Role.READ_ONLY, by=cast.dana)


def deactivate(client: Client, cast: Cast) -> None:
    cast.sam.deactivate(by=cast.dana)


@pytest.mark.attack("A4")
@pytest.mark.parametrize("what", [change_password, recover, change_role, deactivate])
def test_what_ends_sessions_ends_them_all(sam: Any, cast: Cast, what: Callable[[Client, Cast], None]) -> None:
    here, there = sam(), sam()
    what(here, cast)
    assert (signed_in(here), signed_in(there)) == (False, False)


@pytest.mark.attack("A4")
def test_no_session_of_before_comes_back_with_the_access_or_the_role(sam: Any, cast: Cast) -> None:
    before = sam()
    cast.sam.deactivate(by=cast.dana)
    cast.sam.reactivate(by=cast.dana)
    assert not signed_in(before)
    between = sam()
    cast.sam.change_role(Role.OWNER, by=cast.dana)
    cast.sam.change_role(Role.MEMBER, by=cast.dana)
    assert not signed_in(between)
    assert signed_in(sam())


def test_signing_in_and_out_and_a_new_password_are_in_the_history(sam: Any, cast: Cast) -> None:
    change_password(sam(), cast)
    kinds = list(Event.objects.filter(actor=cast.sam).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["team.signed_in", "team.password_changed", "team.signed_out"]


def test_a_failed_sign_in_is_in_the_history_without_what_was_typed(sam: Any, cast: Cast) -> None:
    for login in (cast.sam.email, "my-secret-password@typed.example"):
        Client().post("/sign-in/", {"login": login, "password": "hunter2 hunter2"})
    known, unknown = Event.objects.filter(kind="team.sign_in_failed").order_by("pk")
    assert (known.data["member"], known.data["name"], known.data["step"]) == (
        cast.sam.pk,
        str(cast.sam),
        "password",
    )
    assert unknown.data["member"] is None
    assert all(word not in f"{known.data}{unknown.data}" for word in ("my-secret", "typed", "hunter2"))


def test_nobody_floods_the_history_with_failures(sam: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RATES, "failure_told", "3/h/ip")
    for turn in range(5):
        Client().post("/sign-in/", {"login": f"person{turn}@fern.example", "password": "wrong but long"})
    assert Event.objects.filter(kind="team.sign_in_failed").count() == 3
