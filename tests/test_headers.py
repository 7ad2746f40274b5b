"""Every answer, of every route and of every way to fail, carries the headers that keep strangers out of our pages."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.access_table import ROWS
from tests.cast import Cast
from tests.house.source import ROOT
from tests.test_access import LISTED, browser, undone

EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BANNERS = ("Server", "X-Powered-By", "X-AspNet-Version", "Via")


def complaints(answer: Any) -> list[str]:
    told = {name: answer.get(name) for name in EXACT}
    if told["Referrer-Policy"] == "no-referrer":  # stricter, where the address itself is a secret
        told["Referrer-Policy"] = EXACT["Referrer-Policy"]
    said = [f"{name}: {told[name]}" for name, value in EXACT.items() if told[name] != value]
    policy = answer.get("Content-Security-Policy", "")
    said += [f"policy: {policy!r}"] if "default-src 'none'" not in policy or "unsafe" in policy else []
    said += [] if "geolocation=()" in answer.get("Permissions-Policy", "") else ["no Permissions-Policy"]
    said += [f"{name}: {answer[name]}" for name in BANNERS if name in answer]
    return said


@pytest.mark.attack("D13", "K2")
@pytest.mark.parametrize("name", LISTED)
def test_every_route_carries_them_whoever_asks(name: str, cast: Cast) -> None:
    for who in ("nobody", "dana"):
        for method in ("get", "post"):
            with undone():
                url = reverse(name, kwargs=ROWS[name].of(cast))
                answer = getattr(browser(who, cast), method)(url)
            assert complaints(answer) == [], f"{who}: {method} {url} {answer.status_code}"


@pytest.mark.attack("D13", "K2")
def test_static_files_errors_and_health_carry_them_too(cast: Cast) -> None:
    stranger = Client(raise_request_exception=False)
    for path in (
        "/static/css/regulars.css",
        "/static/nowhere.css",
        "/nowhere/",
        "/health",
        "/%00",
        "/static/../x",
    ):
        answer = stranger.get(path)
        assert complaints(answer) == [], path
        assert "Access-Control-Allow-Origin" not in answer
    assert complaints(stranger.get("/", headers={"host": "evil.example"})) == []


@pytest.mark.attack("A12")
def test_behind_tls_everything_says_so_and_the_cookies_are_for_this_host_alone(
    tmp_path: Path,
) -> None:
    program = (
        "import django; django.setup(); from django.conf import settings as s;"
        "from regulars.web.headers import always;"
        "print(always()['Strict-Transport-Security'], s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"REGULARS_TLS": "yes", "REGULARS_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "max-age=31536000 True True True __Host-regulars __Host-csrf", done.stderr


@pytest.mark.attack("K2")
def test_no_source_map_is_served_or_named() -> None:
    files = [
        path
        for folder in (ROOT / "regulars").glob("*/static")
        for path in folder.rglob("*")
        if path.is_file()
    ]
    assert files
    assert [path for path in files if path.suffix == ".map" or b"sourceMappingURL" in path.read_bytes()] == []


def test_the_policy_allows_our_own_files_and_nothing_inline() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {source for sources in directives.values() for source in sources}
    assert allowed == {"'none'", "'self'", "data:"}
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]
    assert not re.search("unsafe|https?:|[*]", str(directives))
