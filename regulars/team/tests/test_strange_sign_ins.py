"""A sign-in unlike the others: told where else one is signed in, in the history, and answered with one button."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from regulars.team.models import Member, SignIn
from regulars.team.panels import strange_sign_ins
from regulars.timeline.models import Event
from tests.cast import PASSWORD, Cast

HOME = {"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0", "Accept-Language": "en-GB,en;q=0.8"}
THIEF = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36", "Accept-Language": "xx"}
ASKED = "Was that you?"


@pytest.fixture
def dana(cast: Cast) -> Member:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    return cast.dana


def browser(headers: dict[str, str] = HOME, address: str = "198.51.100.7") -> Client:
    return Client(headers=headers, REMOTE_ADDR=address)


def come_in(client: Client, email: str = "dana@fern.example", password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": email, "password": password})


def signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def asked(client: Client) -> bool:
    return ASKED in client.get("/settings/").content.decode()


@pytest.fixture
def at_home(dana: Member) -> Client:
    client = browser()
    come_in(client)
    return client


@pytest.fixture
def thief(at_home: Client) -> Client:
    client = browser(THIEF, "203.0.113.9")
    come_in(client)
    return client


def test_the_first_sign_in_ever_and_the_same_again_are_not_strange(at_home: Client) -> None:
    come_in(at_home)
    at_home.post("/sign-out/")
    come_in(at_home)
    assert list(SignIn.objects.values_list("news", "is_strange")) == [([], False)] * 2
    assert not asked(at_home)


def test_another_browser_from_elsewhere_is_told_at_home_and_in_the_history(
    at_home: Client, thief: Client
) -> None:
    page = at_home.get("/").content.decode()
    assert ASKED in page
    assert "Chrome on Windows, from 203.0.113.9" in page
    told = Event.objects.filter(kind="team.signed_in").latest("pk")
    assert told.data["new"] == ["browser", "device", "language", "network"]
    assert (told.data["device"], told.data["how"]) == ("Chrome/Windows", "password")


def test_a_phone_that_only_changed_its_network_is_noted_and_asks_nothing(at_home: Client) -> None:
    at_home.post("/sign-out/")
    at_home.defaults["REMOTE_ADDR"] = "203.0.113.80"
    come_in(at_home)
    assert SignIn.objects.latest("pk").news == ["network"]
    assert not asked(at_home)
    at_home.post("/sign-out/")
    at_home.defaults["REMOTE_ADDR"] = "203.0.113.99"
    come_in(at_home)
    assert SignIn.objects.latest("pk").news == [], "a neighbour of an address that is known"


def test_a_mark_that_was_copied_to_another_machine_does_not_hide_it(at_home: Client) -> None:
    copied = browser(THIEF)
    copied.cookies["browser"] = at_home.cookies["browser"].value
    come_in(copied)
    assert SignIn.objects.latest("pk").news == ["device", "language"]
    assert asked(at_home)


def clock(client: Client, zone: str) -> Client:
    client.post("/sign-out/")
    client.cookies["clock"] = zone
    return client


def test_the_same_browser_in_another_part_of_the_world_is_told(at_home: Client) -> None:
    come_in(clock(at_home, "Europe/London"))
    assert SignIn.objects.latest("pk").news == [], "nobody had told the hour before"
    come_in(clock(at_home, "Asia/Tokyo"))
    assert SignIn.objects.latest("pk").news == ["clock"]
    assert SignIn.objects.latest("pk").is_strange
    come_in(clock(at_home, ""))
    assert SignIn.objects.latest("pk").news == [], "without scripts nothing is told"


@pytest.mark.attack("D9")
@pytest.mark.parametrize("forged", ["Mars/Olympus", "<b>", "x" * 5000, "../../etc/passwd"])
def test_a_clock_that_is_none_is_not_kept(at_home: Client, forged: str) -> None:
    come_in(clock(at_home, "Europe/London"))
    come_in(clock(at_home, forged))
    assert SignIn.objects.count() == 3
    assert SignIn.objects.latest("pk").clock == ""


@pytest.mark.parametrize("forged", ["", "made-up", "made-up:1tX:sig"])
def test_a_mark_we_did_not_give_is_no_mark(at_home: Client, forged: str) -> None:
    other = browser()
    other.cookies["browser"] = forged
    come_in(other)
    assert "browser" in SignIn.objects.latest("pk").news


def test_the_one_it_is_about_cannot_answer_for_itself(at_home: Client, thief: Client) -> None:
    strange = SignIn.objects.latest("pk")
    assert not asked(thief)
    second = browser(THIEF, "203.0.113.9")
    come_in(second)
    for client in (thief, second):
        assert client.post(f"/settings/sign-ins/{strange.pk}/mine/").status_code == 404
    thief.post("/settings/sessions/")
    assert thief.post(f"/settings/sign-ins/{strange.pk}/mine/").status_code == 404
    come_in(at_home)
    assert asked(at_home), "whoever throws her out is told of when she is back"
    assert SignIn.objects.waiting().count() == 2


def test_it_was_me_is_said_once_and_asked_no_more(at_home: Client, thief: Client) -> None:
    strange = SignIn.objects.latest("pk")
    assert at_home.post(f"/settings/sign-ins/{strange.pk}/mine/").status_code == 302
    assert at_home.post(f"/settings/sign-ins/{strange.pk}/mine/").status_code == 404
    assert not asked(at_home)
    assert signed_in(thief), "it was her other machine"
    assert Event.objects.filter(kind="team.sign_in_owned").count() == 1
    come_in(thief)
    assert not asked(at_home)


def test_that_was_not_me_ends_every_other_session_and_asks_for_a_new_password(
    at_home: Client, thief: Client
) -> None:
    strange = SignIn.objects.latest("pk")
    answer = at_home.post(f"/settings/sign-ins/{strange.pk}/not-mine/")
    assert answer["Location"] == "/settings/password/"
    assert (signed_in(at_home), signed_in(thief)) == (True, False)
    assert Event.objects.filter(kind="team.sign_in_disowned").count() == 1
    again = come_in(thief)
    assert again["Location"] == "/sign-in/", "whoever knows the old password is not let in by it"
    assert not signed_in(thief)
    new = "thirteen loaves before dawn"
    at_home.post("/settings/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    come_in(at_home, password=new)
    elsewhere = browser(THIEF)
    come_in(elsewhere, password=new)
    assert signed_in(at_home)
    assert signed_in(elsewhere)


def test_nobody_answers_for_a_colleague(at_home: Client, thief: Client, cast: Cast, sign_in: Any) -> None:
    strange = SignIn.objects.latest("pk")
    sam = sign_in(cast.sam)
    for verb in ("mine", "not-mine"):
        assert sam.post(f"/settings/sign-ins/{strange.pk}/{verb}/").status_code == 404
    assert SignIn.objects.waiting().exists()


@pytest.mark.attack("D9")
def test_what_a_browser_says_of_itself_is_never_markup(at_home: Client) -> None:
    other = browser({"User-Agent": "<img src=x>Firefox/1 Linux", "Accept-Language": "<b>"})
    come_in(other)
    page = at_home.get("/settings/").content.decode() + at_home.get("/settings/sessions/").content.decode()
    assert "<img src=x" not in page
    assert "<b>," not in page


def test_owners_read_of_it_on_today_until_it_is_said_to_be_their_own(
    at_home: Client, cast: Cast, sign_in: Any
) -> None:
    cast.sam.set_password(PASSWORD)
    cast.sam.save()
    sams = browser()
    come_in(sams, cast.sam.email)
    come_in(browser(THIEF, "203.0.113.9"), cast.sam.email)
    page = " ".join(at_home.get("/").content.decode().split())
    assert "Sam Fern on Chrome on Windows, from 203.0.113.9" in page
    assert "Signed in as never before" not in sign_in(cast.marta).get("/").content.decode()
    strange = SignIn.objects.latest("pk")
    sams.post(f"/settings/sign-ins/{strange.pk}/not-mine/")
    assert "It was somebody else" in at_home.get("/").content.decode()
    SignIn.objects.filter(pk=strange.pk).update(answer="me")
    assert "Signed in as never before" not in at_home.get("/").content.decode()


def test_owners_today_asks_once_however_many_there_are(
    at_home: Client, cast: Cast, django_assert_num_queries: Any, rf: Any
) -> None:
    for turn in range(6):
        come_in(browser(THIEF | {"Accept-Language": f"x{turn}"}), cast.dana.email)
    SignIn.objects.filter(is_strange=True).update(member=cast.sam)
    with django_assert_num_queries(1):
        html = strange_sign_ins(rf.get("/"), cast.dana)
    assert "And more like these" in html
