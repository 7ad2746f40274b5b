"""A mark in every text of every model: no page runs it, and nobody who may not see its account reads it anywhere."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from regulars.team.models import Firm, Member
from tests.access_table import ANYONE, ROWS
from tests.canaries import SKIPPED, everything, ours
from tests.cast import Cast
from tests.conftest import signed_in
from tests.outsiders import OUTSIDERS, outsider, read

HOSTILE = "\"'><img src=x onerror=zq()>{{7*7}}"
LEAK = "zqleaked"
OPENED = sorted(name for name, row in ROWS.items() if row.read is not None and row.strict)
LISTED = ["people", "accounts", "promises", "touches"]


def answered(client: Client, url: str, **data: str) -> str:
    answer: Any = client.get(url, data)
    assert answer.status_code < 500 or url == reverse("health"), f"{url} answered {answer.status_code}"
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


def shown(client: Client, url: str) -> str:
    """What a browser would read as a page; a file is handed over, never shown."""
    page = answered(client, url)
    return page if client.head(url).headers.get("Content-Type", "").startswith("text/html") else ""


def test_there_is_one_of_every_model(cast: Cast) -> None:
    everything(cast.harbour, cast.dana, LEAK)
    missing = {model._meta.label for model in ours() if not model._base_manager.exists()}
    assert missing <= SKIPPED


@pytest.mark.attack("D1", "D7", "D8", "D11", "D12", "D13")
@pytest.mark.parametrize("name", OPENED)
def test_no_text_of_any_record_is_run_on_any_page(name: str, cast: Cast) -> None:
    row = ROWS[name]
    Firm.objects.update(name=HOSTILE[:60])
    Member.objects.filter(pk=cast.sam.pk).update(name=HOSTILE)
    with transaction.atomic():
        url = reverse(name, kwargs=row.of(cast))
        everything(cast.harbour, cast.dana, HOSTILE)
        client = Client(raise_request_exception=True)
        client.force_login(cast.dana)
        page = shown(client, url)
    assert "<img src=x" not in page


@pytest.mark.attack("B1", "B3", "B4", "B8", "B13", "B14")
@pytest.mark.parametrize("name", [name for name in OPENED if ROWS[name].read != ANYONE])
def test_nobody_reads_what_is_not_theirs(name: str, cast: Cast) -> None:
    """Asked first by Dana, who sees everything, over the same connection and in the same process: nothing of her answer
    stays behind for who comes after her."""
    with transaction.atomic():
        url = reverse(name, kwargs=ROWS[name].of(cast))
        everything(cast.harbour, cast.dana, LEAK, own_words="zqsaid")
        read(signed_in(cast.dana), url)
        for which in OUTSIDERS:
            client = outsider(which, cast)
            assert LEAK not in read(client, url).lower(), which
            assert LEAK not in read(client, url, part=True).lower(), f"{which}, by htmx"
