"""While the database does not answer, people read a sentence, the log has a line, and all comes back by itself."""

import logging
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client

from regulars.operations.outage import is_away
from regulars.operations.tests.installations import Up, processes_of, wait_for

GONE = (
    "connection failed: connection to server on socket failed: No such file\n\tIs the server running there?"
)


@contextmanager
def failing(cause: Exception) -> Iterator[None]:
    """Every statement fails, as it does when the server is gone."""

    def execute(*_anything: object) -> None:
        raise OperationalError(str(cause)) from cause

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", execute)
        yield


@pytest.fixture
def browser(as_dana: Client) -> Iterator[Client]:
    """Dana's, while the database is away."""
    as_dana.raise_request_exception = False
    with failing(psycopg.OperationalError(GONE)):
        yield as_dana


@pytest.mark.parametrize("path", ["/", "/imports/", "/sign-in/", "/retention/"])
def test_every_page_says_so_and_looks_again_by_itself(browser: Client, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    said = answer.content.decode()
    assert "The database is not answering. We try again by ourselves" in said
    assert '<meta http-equiv="refresh" content="5">' in said
    assert "No such file" not in said


def test_what_was_sent_is_not_sent_again_by_itself(browser: Client) -> None:
    said = browser.post("/sign-in/", {"login": "dana@example.com"}).content.decode()
    assert "What you just sent may not be saved" in said
    assert "http-equiv" not in said


def test_a_part_of_a_page_gets_a_toast(browser: Client) -> None:
    answer = browser.get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (503, "#toasts")
    assert "<html" not in answer.content.decode()


def test_a_program_gets_json(browser: Client) -> None:
    answer = browser.get("/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["problem"]) == (503, "database_away")


def test_the_log_has_one_line_a_request_and_no_traceback(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    browser.get("/")
    (line,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert line.getMessage() == f"The database is not answering: GET / ({GONE.splitlines()[0]})"
    assert line.exc_info is None


def test_asking_for_health_writes_nothing_into_the_log(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert browser.get("/health").status_code == 503
    assert not caplog.records


def test_a_statement_that_is_wrong_stays_a_bug(as_dana: Client) -> None:
    as_dana.raise_request_exception = False
    with failing(psycopg.errors.DeadlockDetected("deadlock detected")):
        assert as_dana.get("/").status_code == 500


def test_what_lies_behind_another_error_is_found() -> None:
    shut_down, away, saving = psycopg.errors.AdminShutdown(), OperationalError(), RuntimeError("while saving")
    away.__cause__, saving.__context__ = shut_down, away
    assert is_away(saving)
    assert not is_away(RuntimeError())
    assert not is_away(None)


@pytest.mark.slow
def test_pages_come_back_by_themselves_after_the_database_was_killed(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        web = up.children("web")
        assert status(f"{up.address}/sign-in/") == 200
        killed = time.monotonic()
        server_of(data).kill()
        assert status(f"{up.address}/sign-in/") == 503
        wait_for(lambda: status(f"{up.address}/sign-in/") == 200, up.told)
        assert time.monotonic() - killed < 10
        up.wait_until_well()
        assert up.children("web") == web
        log = (data / "logs" / "web.log").read_text()
        assert "The database is not answering: GET /sign-in/" in log
        assert "Traceback" not in log
        assert "ERROR" not in log


def server_of(data: Path) -> psutil.Process:
    pid = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
    return next(process for process in processes_of(data) if process.pid == pid)


def status(url: str) -> int:
    """Of a page that is asked for with a session."""
    asked = urllib.request.Request(url, headers={"Cookie": "regulars=of-an-earlier-day"})
    try:
        with urllib.request.urlopen(asked, timeout=10) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code
