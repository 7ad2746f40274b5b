"""Passwords by how hard they are to guess, and by nothing else."""

import gzip
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from regulars.team.models import Member
from regulars.team.signup import recovery_link
from regulars.team.strength import LONGEST
from tests.cast import PASSWORD, Cast

COMMON = Path(password_validation.__file__).parent / "common-passwords.txt.gz"


def said(password: str, member: Member) -> str:
    """Empty where it will do."""
    try:
        validate_password(password, member)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD, "korrektes pferd batterie", "密碼是很長的一個句子啊", "пирожок летит над мельницей", "كلمة سر طويلة جدا هنا",
        "🥐🌾🚲 morgens um sieben", "just lower case letters", "7493 0284 6618 3920", "vk3!mQz8#pLw",
    ],
)  # fmt: skip
def test_what_is_hard_to_guess_will_do_whatever_signs_it_has(cast: Cast, password: str) -> None:
    assert said(password, cast.dana) == ""


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 10 characters, 5 more"), ("P@ssw0rd123!", "known from break-ins"),
        ("1234567890", "known from break-ins"), ("qwertyuiop12", "known from break-ins"), ("aaaaaaaaaaaa", "again and again"),
        ("abcdefghijklm", "runs on like abc"), ("danafern2026", "most of it"), ("FernandFlour1", "most of it"),
        ("dana@fern.example", "most of it"), ("Regulars2026!", "most of it"), ("14.03.1987", "A date is most of it"),
        ("zxcvbnm,./;", "side by side"), ("x" * 900, "again and again"),
    ],
)  # fmt: skip
def test_what_is_guessed_soon_is_refused_with_the_reason_and_what_would_do(
    cast: Cast, password: str, why: str
) -> None:
    sentence = said(password, cast.dana)
    assert why in sentence
    assert "Three or four words" in sentence


def test_no_sign_of_a_kind_is_ever_asked_for(cast: Cast) -> None:
    assert said("Password1!", cast.dana), "every kind of sign, and guessed soon"
    assert not said("mill pond heron dusk", cast.dana)


def test_none_of_the_twenty_thousand_known_ones_passes(cast: Cast) -> None:
    known = gzip.decompress(COMMON.read_bytes()).decode().split()
    long = [password for password in known if len(password) >= 10]
    assert len(long) > 100
    assert [password for password in long if not said(password, cast.dana)] == []
    assert said(long[0].upper(), cast.dana)


def test_ones_own_words_may_stand_among_others(cast: Cast) -> None:
    assert not said("fern loves warm rye bread daily", cast.dana)


def test_a_thousand_signs_are_taken_whole_and_one_more_is_refused(cast: Cast, client: Client) -> None:
    long = ("the heron waits by the mill pond at dusk " * 40)[:LONGEST]
    assert "longer than 1000" in said(long + "x", cast.dana)
    assert client.post(recovery_link(cast.dana.email), {"password": long}).status_code == 302
    cache.clear()
    for typed, is_in in ((long[:-1] + "!", False), (long, True)):
        one = Client()
        one.post("/sign-in/", {"login": cast.dana.email, "password": typed})
        assert (one.get("/settings/").status_code == 200) is is_in


def test_what_is_endless_is_refused_before_anybody_is_looked_up(cast: Cast, client: Client) -> None:
    cache.clear()
    pages = [
        client.post("/sign-in/", {"login": email, "password": "x" * 100_000}).content.decode()
        for email in (cast.dana.email, "nobody@fern.example")
    ]
    assert all("at most 1000 characters" in page for page in pages)


def test_every_keyboard_types_the_same_password(cast: Cast) -> None:
    composed = unicodedata.normalize("NFC", "crème brûlée à la louche")
    cast.dana.set_password(unicodedata.normalize("NFD", composed))
    cast.dana.save()
    assert cast.dana.check_password(composed)
    assert cast.dana.check_password(composed.replace("c", "\uff43")), "full width, as some keyboards type"
    assert not cast.dana.check_password(composed.replace("è", "e")), "an accent is a sign of its own"


@pytest.mark.parametrize("path", ["/settings/password/", "recovering", "joining"])
def test_it_is_asked_wherever_a_password_is_set(cast: Cast, as_dana: Client, path: str, db: Any) -> None:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    weak = "danafern2026"
    if path == "recovering":
        answer = Client().post(recovery_link(cast.dana.email), {"password": weak})
    elif path == "joining":
        as_dana.force_login(cast.dana)
        made = as_dana.post("/settings/invitations/", {"role": "member", "confirm-password": PASSWORD})
        link = made.context["link"]
        answer = Client().post(
            link, {"name": "Nina Park", "email": "n@fern.example", "password": "ninapark2026"}
        )
    else:
        as_dana.force_login(cast.dana)
        answer = as_dana.post(path, {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    assert "most of it" in answer.content.decode()


def test_what_is_missing_is_told_while_typing_without_sending_anything(cast: Cast, client: Client) -> None:
    page = client.get(recovery_link(cast.dana.email)).content.decode()
    assert "js/behaviours/strength.js" in page
    assert 'data-short="%s more characters, please."' in page
    assert "hx-" not in page.partition("<form")[2].partition("</form>")[0]
