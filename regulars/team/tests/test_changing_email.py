"""Another e-mail to sign in with."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from regulars.team.errors import EmailTaken
from regulars.team.signup import recovery_link
from regulars.timeline.models import Event
from tests.cast import PASSWORD, Cast
from tests.conftest import confirm_again

PAGE = "/settings/email/"
NEW = "dana@new-mill.example"


def knock(email: str, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/sign-in/", {"login": email, "password": PASSWORD})
    return client


@pytest.fixture
def dana(cast: Cast) -> Client:
    """A browser in which Dana came in and has just confirmed that it is her."""
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    client = knock(cast.dana.email)
    client.post("/confirm/", {"password": PASSWORD, "next": PAGE})
    return client


def signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_she_signs_in_with_the_new_one_and_stays_where_she_is(dana: Client, cast: Cast) -> None:
    elsewhere = knock(cast.dana.email)
    link = recovery_link(cast.dana.email)
    answer = dana.post(PAGE, {"email": "Dana@New-Mill.example"}, follow=True)
    assert f"From now on you sign in with {NEW}" in answer.content.decode()
    assert signed_in(dana)
    assert signed_in(elsewhere)
    assert signed_in(knock(NEW))
    assert not signed_in(knock("dana@fern.example"))
    assert Client().get(link).status_code == 410
    assert not EmailAddress.objects.exists()
    told = Event.objects.get(kind="team.email_changed")
    assert told.actor == cast.dana
    assert (told.data["before"], told.data["after"]) == ("dana@fern.example", NEW)


@pytest.mark.attack("A5")
def test_a_session_left_open_cannot_take_the_account_over(dana: Client, cast: Cast) -> None:
    confirm_again(dana, cast.dana, ago=3600)
    assert dana.get(PAGE)["Location"].startswith("/confirm/?next=")
    assert "Is it still you?" in dana.post(PAGE, {"email": NEW}).content.decode()
    cast.dana.refresh_from_db()
    assert cast.dana.email == "dana@fern.example"
    dana.post("/confirm/", {"password": PASSWORD, "next": PAGE})
    assert dana.get(PAGE).status_code == 200


def test_an_e_mail_somebody_has_already_is_refused_in_any_case(dana: Client, cast: Cast) -> None:
    answer = dana.post(PAGE, {"email": cast.sam.email.upper()})
    assert answer.status_code == 422
    assert "Somebody here signs in with this e-mail already." in answer.content.decode()
    with pytest.raises(EmailTaken):
        cast.dana.change_email(cast.sam.email, by=cast.dana)
    cast.dana.refresh_from_db()
    assert cast.dana.email == "dana@fern.example"


@pytest.mark.parametrize("typed", ["", "not an e-mail", "dana@"])
def test_what_is_no_e_mail_is_refused(dana: Client, typed: str) -> None:
    assert dana.post(PAGE, {"email": typed}).status_code == 422
    assert not Event.objects.filter(kind="team.email_changed").exists()


def test_the_same_again_changes_and_tells_nothing(dana: Client) -> None:
    assert dana.post(PAGE, {"email": "DANA@fern.example"}).status_code == 302
    assert not Event.objects.filter(kind="team.email_changed").exists()


def test_only_a_form_changes_it(dana: Client) -> None:
    assert dana.delete(PAGE).status_code == 405
