"""Nobody is sent to another site by one of our addresses: every route is asked with hostile ways back."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests.access_table import ROWS
from tests.cast import Cast
from tests.test_access import LISTED, browser, undone

ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example/", "\\\\evil.example/", "http:evil.example",
    "javascript:alert(1)", " javascript:alert(1)", "data:text/html,evil.example", "/%09/evil.example", "/\t/evil.example",
    "https://testserver@evil.example/", "https:/\\evil.example", "\x00//evil.example", "evil.example",
]  # fmt: skip
NAMES = (
    "next",
    "back",
    "return",
    "return_to",
    "to",
    "url",
    "redirect",
    "redirect_to",
    "continue",
    "from",
    "address",
    "goto",
)
TELLING = ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "HX-Replace-Url", "Refresh")
LINK = re.compile(
    r"""(?:href|action|src|hx-\w+|content)\s*=\s*["']?([^"'>]*evil\.example[^"'>]*|\s*javascript:[^"'>]*)""",
    re.I,
)
PER_ROUTE = 3


def leads_away(value: str) -> bool:
    """Whether a browser of ours would leave for another site, or run something, as browsers read addresses."""
    read = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
    parts = urlsplit(read)
    return (
        bool(parts.netloc and parts.netloc != "testserver")
        or parts.scheme not in {"", "http", "https"}
        or read.startswith("//")
    )


def hostile(start: int) -> dict[str, str]:
    """Every name with one of the addresses; over three asks each name has had many."""
    return {name: ELSEWHERE[(start * 5 + place) % len(ELSEWHERE)] for place, name in enumerate(NAMES)}


def complaints(answer: Any) -> list[str]:
    said = [
        f"{name}: {answer[name]!r}"
        for name in TELLING
        if name in answer and leads_away(answer[name].rpartition("url=")[2])
    ]
    if not answer.streaming and "text/html" in answer.get("Content-Type", ""):
        said += [found for found in LINK.findall(answer.content.decode()) if leads_away(found)]
    return said


@pytest.mark.attack("A10")
@pytest.mark.parametrize("name", LISTED)
def test_no_route_leads_away_whatever_it_is_told_to_go_back_to(name: str, cast: Cast) -> None:
    for start in range(PER_ROUTE):
        given = hostile(start)
        for who, method in (("dana", "get"), ("dana", "post"), ("nobody", "get")):
            with undone():
                url = reverse(name, kwargs=ROWS[name].of(cast))
                headers = {"referer": "https://evil.example/", "x-forwarded-host": "evil.example"}
                client = browser(who, cast)
                if method == "get":
                    answer = client.get(url, given, headers=headers)
                else:
                    answer = client.post(
                        url, given, headers=headers | {"hx-request": "true"} if start else headers
                    )
            assert complaints(answer) == [], f"{who}: {method} {url} with {given}"


@pytest.mark.parametrize(
    "value", [value for value in ELSEWHERE if value not in {"evil.example", "/%09/evil.example"}]
)
def test_what_leads_away_is_known(value: str) -> None:
    assert leads_away(value) or leads_away(value.replace("http:", "http://"))


@pytest.mark.parametrize(
    "value", ["/", "/customers/?next=//evil.example", "http://testserver/x", "?a=b", "x/y"]
)
def test_what_stays_here_is_known(value: str) -> None:
    assert not leads_away(value)
