"""A mark in every text of every model: no page runs it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.team.models import Firm, Member
from tests.access_table import ROWS
from tests.canaries import SKIPPED, everything, ours
from tests.cast import Cast, assemble
from tests.made_once import fresh, made_once

HOSTILE = "\"'><img src=x onerror=zq()>{{7*7}}"
OPENED = sorted(name for name, row in ROWS.items() if row.read is not None and row.strict)


def shown(client: Client, url: str) -> str:
    """What a browser would read as a page; a file is handed over, never shown."""
    answer: Any = client.get(url)
    assert answer.status_code < 500 or url == reverse("health"), f"{url} answered {answer.status_code}"
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return content.decode(errors="replace") if is_page else ""


def filled(_request: pytest.FixtureRequest) -> Cast:
    """Something that would run wherever somebody may write."""
    made = assemble()
    Firm.objects.update(name=HOSTILE[:60])
    Member.objects.filter(pk=made.sam.pk).update(name=HOSTILE)
    everything(made.harbour, made.dana, HOSTILE)
    return made


hostile = made_once(filled)


@pytest.fixture
def cast(hostile: Cast, db: None) -> Cast:
    return fresh(hostile)


def test_there_is_one_of_every_model(cast: Cast) -> None:
    missing = {model._meta.label for model in ours() if not model._base_manager.exists()}
    assert missing <= SKIPPED


@pytest.mark.attack("D1", "D7", "D8", "D11", "D12", "D13")
@pytest.mark.parametrize("name", OPENED)
def test_no_text_of_any_record_is_run_on_any_page(name: str, cast: Cast) -> None:
    url = reverse(name, kwargs=ROWS[name].of(cast))
    client = Client(raise_request_exception=True)
    client.force_login(cast.dana)
    assert "<img src=x" not in shown(client, url)
