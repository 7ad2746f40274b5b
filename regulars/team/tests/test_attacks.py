"""Group A, where the other files have no place for it: tried on every route, or measured."""

import os
import statistics
import subprocess
import sys
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import is_password_usable
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from regulars.team.models import Invitation, Member, Role
from regulars.team.recognising import COOKIE
from regulars.team.signup import owner_link, recovery_link
from tests.access_table import ANYONE, ROWS
from tests.cast import PASSWORD, Cast
from tests.house.source import ROOT
from tests.routes import routes
from tests.test_access import watched

DOOR = "/sign-in/"
# A person's own page (trust/rights/yours): its secret address is the proof and no cookie is read, so no other site can ride on one.
BY_ADDRESS = "own-"
UNSAFE = sorted(
    name for name, row in ROWS.items() if row.write is not None and not name.startswith(BY_ADDRESS)
)


@pytest.fixture
def dana(cast: Cast) -> Member:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    return cast.dana


def knock(client: Client, email: str, password: str = "wrong but long enough", **more: Any) -> Any:
    return client.post(DOOR, {"login": email, "password": password}, **more)


def signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


@pytest.mark.attack("A1")
def test_known_and_unknown_e_mails_take_the_same_time(dana: Member, cast: Cast) -> None:
    """Measured in turns, so that whatever else the machine does falls on both; the medians differ by less than a third.
    Hashing is made cheap here (conftest), so that what else might differ would show."""
    took: dict[str, list[float]] = {dana.email: [], "nobody@fern.example": [], cast.otto.email: []}
    client = Client()
    for _turn in range(24):
        for email, times in took.items():
            with transaction.atomic():
                cache.clear()
                began = time.perf_counter()
                knock(client, email)
                times.append(time.perf_counter() - began)
                transaction.set_rollback(True)
    medians = [statistics.median(times[4:]) for times in took.values()]
    assert max(medians) < 1.33 * min(medians) + 0.004, medians


@pytest.mark.attack("A2")
def test_strangers_who_use_up_the_tries_do_not_shut_a_colleague_out(dana: Member) -> None:
    """A browser she has signed in by before has tries of its own; so has her passkey, which no stranger can use up."""
    at_home = Client(REMOTE_ADDR="198.51.100.7")
    knock(at_home, dana.email, PASSWORD)
    at_home.post("/sign-out/")
    for turn in range(8):
        stranger = Client(REMOTE_ADDR=f"203.0.113.{turn}")
        stranger.cookies[COOKIE] = "made-up:mark"
        answer = knock(stranger, dana.email)
    assert "Too many tries" in answer.content.decode()
    assert not signed_in(stranger)
    knock(at_home, dana.email, PASSWORD)
    assert signed_in(at_home)


@pytest.mark.attack("A2")
def test_a_known_browser_has_no_endless_tries_either_and_none_for_another_member(
    dana: Member, cast: Cast
) -> None:
    cast.sam.set_password(PASSWORD)
    cast.sam.save()
    home = Client()
    knock(home, cast.sam.email, PASSWORD)
    home.post("/sign-out/")
    for turn in range(6):
        home.defaults["REMOTE_ADDR"] = f"203.0.113.{turn}"
        answer = knock(home, cast.sam.email)
    assert "Too many tries" in answer.content.decode()
    for turn in range(6):
        Client(REMOTE_ADDR=f"203.0.113.{turn + 20}").post(DOOR, {"login": dana.email, "password": "x" * 12})
    home.defaults["REMOTE_ADDR"] = "203.0.113.99"
    assert "Too many tries" in knock(home, dana.email, PASSWORD).content.decode()


@pytest.mark.attack("A2")
@pytest.mark.parametrize("path", ["/join/{}/", "/recover/1/{}/"])
def test_nobody_goes_through_links_until_one_fits(cast: Cast, path: str) -> None:
    cache.clear()
    client = Client()
    answers = [client.get(path.format(f"token-{turn}")).status_code for turn in range(32)]
    assert answers[0] == 410
    assert answers[-1] == 429
    assert Client(REMOTE_ADDR="203.0.113.5").get(path.format("token")).status_code == 410


@pytest.mark.attack("A2", "A8")
def test_passkeys_are_not_tried_without_end(cast: Cast) -> None:
    cache.clear()
    client = Client()
    answers = [
        client.post("/sign-in/passkey/", {"credential": '{"id": "x"}'}).status_code for _turn in range(12)
    ]
    assert answers[0] != 429
    assert answers[-1] == 429


@pytest.mark.attack("A3")
@pytest.mark.parametrize("way", ["password", "invitation", "owner link"])
def test_every_way_in_gives_the_session_a_new_id(cast: Cast, dana: Member, way: str) -> None:
    newcomer = {"name": "Nina Park", "email": "nina@fern.example", "password": PASSWORD}
    if way == "owner link":
        Member.objects.all().delete()
    links = {"password": lambda: DOOR, "owner link": owner_link}
    made = links.get(way, lambda: f"/join/{Invitation.issue(Role.MEMBER, by=dana)[1]}/")()
    client = Client()
    session: Any = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = str(session.session_key)
    firm = {"firm_name": "Fern", "currency": "EUR", "timezone": "Europe/Lisbon"}
    client.post(str(made), newcomer | firm | {"login": dana.email})
    assert signed_in(client)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not signed_in(thief)


@pytest.mark.attack("A6", "A9")
@pytest.mark.parametrize("make", [lambda cast: recovery_link(cast.dana.email), lambda cast: owner_link()])
def test_a_link_from_the_command_line_is_a_path_that_no_request_can_bend(cast: Cast, make: Any) -> None:
    made = make(cast)
    assert made is None or made.startswith(("/recover/", "/join/"))
    if made:
        page = Client().get(made, headers={"X-Forwarded-Host": "evil.example"}).content.decode()
        assert "evil.example" not in page


@pytest.mark.attack("A6", "A7")
def test_a_recovery_link_dies_with_the_e_mail_the_access_and_the_password(cast: Cast) -> None:
    link = recovery_link(cast.dana.email)
    cast.dana.change_email("dana@new-mill.example", by=cast.dana)
    assert Client().get(link).status_code == 410
    link = recovery_link(cast.sam.email)
    cast.sam.deactivate(by=cast.dana)
    assert Client().post(link, {"password": PASSWORD}).status_code == 410
    cast.sam.refresh_from_db()
    assert not is_password_usable(cast.sam.password)


@pytest.mark.attack("A10")
@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "///evil.example"],
)
def test_confirming_leads_nobody_to_another_site(dana: Member, target: str) -> None:
    client = Client()
    knock(client, dana.email, PASSWORD)
    answer = client.post("/confirm/", {"password": PASSWORD, "next": target})
    assert answer["Location"].startswith("/")
    assert "evil" not in answer["Location"]


@pytest.mark.attack("A11")
@pytest.mark.parametrize("name", UNSAFE)
def test_no_unsafe_route_believes_a_form_without_its_token(cast: Cast, name: str) -> None:
    with transaction.atomic():
        url = reverse(name, kwargs=ROWS[name].of(cast))
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(cast.dana)
        for headers in ({}, {"HX-Request": "true"}, {"Origin": "https://evil.example"}):
            with watched() as written:
                answer = strict.post(url, {"csrfmiddlewaretoken": "made-up"}, headers=headers)
            assert (answer.status_code, written) == (403, set())


@pytest.mark.attack("A11")
def test_a_view_is_excused_from_the_token_only_where_it_asks_for_it_itself_or_reads_no_cookie() -> None:
    """Those that ask themselves (large files, once their size is known) are tried above with all the others."""
    excused = {route.name for route in routes() if getattr(route.view, "csrf_exempt", False)}
    open_to_all = {name for name in excused if ROWS[name].write == ANYONE or ROWS[name].read == ANYONE}
    assert {name for name in open_to_all if not name.startswith(BY_ADDRESS)} == set()


@pytest.mark.attack("A12")
def test_behind_tls_every_cookie_is_bound_to_this_host_and_to_tls(tmp_path: Any) -> None:
    say = (
        "import django; django.setup()\n"
        "from django.conf import settings as s; from regulars.team.recognising import COOKIE\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, COOKIE)\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY)\n"
        "print(s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH)"
    )
    environment = os.environ | {"REGULARS_TLS": "yes", "REGULARS_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", say], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    names, flags, places = (line.split() for line in done.stdout.splitlines())
    assert all(name.startswith("__Host-") for name in names)
    assert flags == ["True"] * 4
    assert places == ["None", "None", "/", "/"]


@pytest.mark.attack("A13")
@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP"])
def test_no_header_moves_the_limit_of_links_or_the_address_in_the_history(cast: Cast, header: str) -> None:
    cache.clear()
    client = Client()
    answers = [
        client.get(f"/join/token-{turn}/", headers={header: f"203.0.113.{turn}"}).status_code
        for turn in range(32)
    ]
    assert answers[-1] == 429


@pytest.mark.attack("A8")
@pytest.mark.parametrize(
    "sent", ['{"id": "x"}', "[]", "7", '"x"', "{}", "not json", '{"id": {}, "rawId": [], "response": 1}', ""]
)
def test_what_no_passkey_says_is_refused_and_nothing_falls_over(dana: Member, sent: str) -> None:
    stranger = Client()
    assert stranger.post("/sign-in/passkey/", {"credential": sent}).status_code < 500
    assert not signed_in(stranger)
    client = Client()
    knock(client, dana.email, PASSWORD)
    assert client.post("/settings/security/keys/add/", {"name": "x", "credential": sent}).status_code < 500
    assert not Authenticator.objects.filter(user=dana).exists()
