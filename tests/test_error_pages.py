"""Every way a request can go wrong ends on a page of ours that says nothing of the inside."""

import logging
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.urls import reverse

from regulars.files.tests.made import TEXT, upload
from regulars.operations.serving.bridge import SMALL, Bridge
from regulars.operations.tests.test_outage import failing
from regulars.operations.tests.test_serving import Client as Peer
from regulars.operations.tests.test_serving import echo, scope
from regulars.web.log_lines import OneLine
from tests.cast import Cast
from tests.looping import finished
from tests.test_headers import complaints

SECRET = "the database password is swordfish at /srv/regulars/app, SELECT * FROM people_person"
INSIDE = re.compile(
    r"swordfish|Traceback|File &quot;|site-packages|/srv/|/regulars/\w+\.py|SELECT |psycopg|DisallowedHost|SuspiciousOperation"
    r"|ALLOWED_HOSTS|DEBUG|\bDjango\b|Python/|granian|PostgreSQL|\b\d+\.\d+\.\d+\b",
    re.I,
)


def raising(error: BaseException) -> Callable[[Cast, pytest.MonkeyPatch], Any]:
    """A page in the middle of which `error` happens once."""

    def ask(cast: Cast, patch: pytest.MonkeyPatch) -> Any:
        errors = iter([error])

        def breaks(*_anything: Any, **_more: Any) -> Any:
            for error in errors:
                raise error
            return cast.firm

        patch.setattr("regulars.team.models.Firm.load", breaks)
        return stranger_in(cast).get("/settings/")

    return ask


def stranger_in(cast: Cast, who: str = "dana", **more: Any) -> Client:
    client = Client(raise_request_exception=False, **more)
    client.force_login(getattr(cast, who))
    return client


def unknown_host(cast: Cast, _patch: Any) -> Any:
    return stranger_in(cast).get("/", headers={"host": "evil.example"})


def too_many_fields(cast: Cast, _patch: Any) -> Any:
    return stranger_in(cast).post("/sign-in/", {f"f{number}": "x" for number in range(2000)})


def from_another_site(cast: Cast, _patch: Any) -> Any:
    return stranger_in(cast, enforce_csrf_checks=True).post("/settings/")


def too_low_a_role(cast: Cast, _patch: Any) -> Any:
    return stranger_in(cast, "rita").post(reverse("account-new"), {"name": "x"})


def not_there(cast: Cast, _patch: Any) -> Any:
    return stranger_in(cast).get("/nowhere/<script>swordfish</script>")


def by_the_wrong_verb(cast: Cast, _patch: Any) -> Any:
    return stranger_in(cast).get(reverse("undo", args=[1]))


def too_large(cast: Cast, patch: pytest.MonkeyPatch) -> Any:
    patch.setattr(settings, "ATTACHMENT_LIMIT", 10)
    return upload(stranger_in(cast), cast.harbour, TEXT * 100, "x.txt")


def too_often(cast: Cast, _patch: Any) -> Any:
    client = Client(raise_request_exception=False)
    answers = (
        client.post("/sign-in/", {"login": "x@example.com", "password": "swordfish"}) for _ in range(40)
    )
    return next(answer for answer in answers if answer.status_code == 429)


def database_away(cast: Cast, _patch: Any) -> Any:
    client = stranger_in(cast)
    with failing(psycopg.OperationalError(SECRET)):
        return client.get("/")


KINDS: list[tuple[str, int, Callable[[Cast, pytest.MonkeyPatch], Any]]] = [
    ("a host that is not ours", 400, unknown_host),
    ("too many fields", 400, too_many_fields),
    ("something suspicious", 400, raising(SuspiciousOperation(SECRET))),
    ("another site's form", 403, from_another_site),
    ("too low a role", 403, too_low_a_role),
    ("a permission", 403, raising(PermissionDenied(SECRET))),
    ("no such page", 404, not_there),
    ("nothing there", 404, raising(Http404(SECRET))),
    ("the wrong verb", 405, by_the_wrong_verb),
    ("too large a file", 413, too_large),
    ("too many tries", 429, too_often),
    ("a bug", 500, raising(RuntimeError(SECRET))),
    ("a statement that is wrong", 500, raising(psycopg.errors.UndefinedColumn(SECRET))),
    ("a file that is gone", 500, raising(FileNotFoundError(2, SECRET))),
    ("no memory", 500, raising(MemoryError(SECRET))),
    ("the database away", 503, database_away),
    ("the database shutting down", 503, raising(psycopg.errors.AdminShutdown(SECRET))),
    ("a connection that broke", 503, raising(psycopg.OperationalError(SECRET))),
]


@pytest.mark.attack("K2", "K4")
@pytest.mark.parametrize(("status", "ask"), [kind[1:] for kind in KINDS], ids=[kind[0] for kind in KINDS])
def test_it_is_a_page_of_ours_and_tells_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, status: int, ask: Callable[..., Any]
) -> None:
    answer = ask(cast, monkeypatch)
    assert answer.status_code == status
    said = answer.content.decode()
    assert "<h1>" in said
    assert "css/regulars.css" in said
    assert not INSIDE.search(said), INSIDE.search(said)
    assert complaints(answer) == []


@pytest.mark.attack("K2", "H7")
def test_what_is_too_large_to_be_received_gets_a_page_too() -> None:
    announced = str(SMALL + 1)
    for accept, begins in (("text/html,*/*", b"<!DOCTYPE html>"), ("application/json", b"That is more")):
        peer = Peer()
        finished(Bridge(echo).__rsgi__(scope(content_length=announced, accept=accept), peer))
        assert peer.status == 413
        assert peer.body.lstrip().startswith(begins)
        headers = dict(peer.headers)
        assert headers.pop("Server") == "Regulars"
        assert complaints(headers) == []
        assert not INSIDE.search(peer.body.decode())


@pytest.mark.attack("K2")
def test_the_number_on_the_page_is_the_one_in_the_log(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answer = raising(RuntimeError(SECRET))(cast, monkeypatch)
    shown = re.search(r"<b>([0-9a-f]{8})</b>", answer.content.decode())
    assert shown
    assert answer["X-Request-Id"] == shown[1]
    (line,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert f"(request {shown[1]})" in OneLine("{message}", style="{").format(line)


@pytest.mark.attack("C13")
@pytest.mark.parametrize(
    "sent",
    [
        "/x%0aERROR%20forged",
        "/x%0d%0aERROR forged",
        "/x%e2%80%a8ERROR forged",
        "/x%1b[2Jforged",
        "/%e2%80%aeforged",
    ],
)
def test_nothing_that_is_sent_begins_a_line_of_its_own(
    client: Client, db: Any, caplog: pytest.LogCaptureFixture, sent: str
) -> None:
    client.get(sent, headers={"user-agent": "a\nERROR forged"})
    lines = [OneLine("{message}", style="{").format(record) for record in caplog.records]
    assert any("forged" in line for line in lines)
    assert all(line.isprintable() and len(line.splitlines()) == 1 for line in lines)


@pytest.mark.attack("K4")
def test_the_secret_half_of_a_link_is_not_in_the_log(
    client: Client, db: Any, caplog: pytest.LogCaptureFixture
) -> None:
    token = "c8w3zl-0123456789abcdef0123456789abcdef"
    for path in (f"/join/{token}/x/", f"/recover/7/{token}/x/", f"/o/MTIz:{'Ab9_' * 11}/x/"):
        assert client.get(path).status_code == 404
    lines = [OneLine("{message}", style="{").format(record) for record in caplog.records]
    assert len(lines) == 3
    assert not any("0123456789" in line or "Ab9_" in line for line in lines)


def test_a_trace_keeps_its_lines() -> None:
    try:
        raise RuntimeError("x")
    except RuntimeError as error:
        record = logging.LogRecord(
            "a", 40, "p", 1, "went\nwrong", None, (type(error), error, error.__traceback__)
        )
    lines = OneLine("{message}", style="{").format(record).splitlines()
    assert lines[0] == "went\\nwrong"
    assert lines[1].startswith("Traceback")
