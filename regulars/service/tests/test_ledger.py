"""The page of promises: what is open, what lapses next first, by member, page by page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.service import ledger
from regulars.service.models import Promise, Side
from regulars.service.tests.promises import in_days, lapsed, promised
from tests.cast import Cast


def shown(client: Client, query: str = "") -> str:
    answer = client.get(reverse("promises") + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def some(cast: Cast) -> None:
    lapsed(cast.harbour, cast.sam, what="Late ours")
    promised(cast.harbour, cast.sam, "Ours of today", due=in_days(0))
    promised(cast.vets, cast.sam, "Waits for Marta", deliver_by=cast.marta, due=in_days(4))
    lapsed(cast.vets, cast.sam, what="Late theirs", side=Side.THEIRS)
    promised(cast.vets, cast.marta, "Theirs next month", side=Side.THEIRS, due=in_days(40))


@pytest.mark.covers("S1")
@pytest.mark.parametrize(
    ("show", "there"),
    [
        ("ours", ["Late ours", "Ours of today", "Waits for Marta"]),
        ("today", ["Ours of today"]),
        ("late", ["Late ours", "Late theirs"]),
        ("waiting", ["Waits for Marta"]),
        ("theirs", ["Late theirs", "Theirs next month"]),
    ],
)
def test_each_shelf_shows_its_own(some: None, as_dana: Client, show: str, there: list[str]) -> None:
    page = shown(as_dana, f"?show={show}")
    whats = ("Late ours", "Ours of today", "Waits for Marta", "Late theirs", "Theirs next month")
    assert [what for what in whats if what in page] == [what for what in whats if what in there]


def test_it_says_how_many_are_on_each_shelf(some: None, as_dana: Client) -> None:
    page = " ".join(shown(as_dana).split())
    for label, number in (
        ("Ours", 3),
        ("Lapsing today", 1),
        ("Late", 2),
        ("Waiting for a yes", 1),
        ("Theirs", 2),
    ):
        assert f'{label}&nbsp;<span class="count">{number}</span>' in page
    assert [heading for heading in ("Late", "Today", "This week") if f">{heading}</h2>" in page] == [
        "Late",
        "Today",
        "This week",
    ]


def test_it_can_be_one_members(some: None, cast: Cast, as_dana: Client) -> None:
    page = shown(as_dana, f"?member={cast.marta.pk}")
    assert "Waits for Marta" in page
    assert "Late ours" not in page
    assert as_dana.get(reverse("promises") + "?member=99999999").status_code == 422
    assert as_dana.get(reverse("promises") + "?after=nowhere").status_code == 422


def test_the_next_page_begins_where_the_last_one_ended(
    cast: Cast, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "PAGE", 3)
    made = [promised(cast.harbour, cast.sam, f"No {n}", due=in_days(3)).what for n in range(7)]
    seen, query = [], "?show=ours"
    while query:
        answer = as_dana.get(reverse("promises") + query, headers={"HX-Request": "true"})
        page = answer.content.decode()
        seen += [what for what in made if f">{what}</a>" in page]
        _, _, rest = page.partition('rel="next"')
        query = rest.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert seen == made


def test_many_more_cost_no_more_questions(cast: Cast, as_dana: Client) -> None:
    counts = []
    for _ in range(2):
        for _ in range(5):
            promised(cast.harbour, cast.sam, deliver_by=cast.marta)
        with CaptureQueriesContext(connection) as asked:
            shown(as_dana)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 11


def test_counts_stop_where_nobody_counts_any_more(
    cast: Cast, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "MOST_COUNTED", 4)
    for _ in range(6):
        promised(cast.harbour, cast.sam)
    numbers = {shelf.name: number for shelf, number in ledger.counted(Promise.objects.open(), timezone.now())}
    assert (numbers["ours"], numbers["theirs"]) == ("3+", "0")


def test_nothing_open_is_said(cast: Cast, as_dana: Client) -> None:
    assert "Nothing open here" in shown(as_dana)
