"""What one opened lately stands first."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from regulars.finding.models import Visit, VisitedKind, visited, visits_of
from regulars.finding.models.visit import KEPT
from regulars.finding.tests.asked import asked, named
from tests.cast import Cast, account, order


def told(client: Client, path: str) -> int:
    return client.post("/find/visits/", {"path": path}).status_code


def test_a_page_tells_that_it_was_opened_and_stands_first_when_nothing_is_typed(
    cast: Cast, as_dana: Client
) -> None:
    ines = cast.harbour.people.get()
    assert told(as_dana, f"/accounts/{cast.harbour.pk}/") == 204
    assert told(as_dana, f"/people/{ines.pk}/") == 204
    groups = asked("", cast.dana).groups
    assert [(group.name, [hit.said for hit in group.hits]) for group in groups[:2]] == [
        ("accounts", ["Harbour Bakery"]),
        ("people", ["Ines Duarte"]),
    ]
    assert [group.name for group in asked("", cast.sam).groups] == ["commands"]


def test_of_two_of_a_name_the_one_opened_lately_comes_first(cast: Cast, as_dana: Client) -> None:
    first, second = account("Ann Ash"), account("Ann Ash Again")
    assert named("ann", cast.dana, "accounts") == ["Ann Ash", "Ann Ash Again"]
    told(as_dana, f"/accounts/{second.pk}/")
    assert named("ann", cast.dana, "accounts") == ["Ann Ash Again", "Ann Ash"]
    assert named("ann", cast.sam, "accounts")[0] == first.name


def test_an_order_opened_lately_comes_before_newer_ones(cast: Cast, as_dana: Client) -> None:
    day = timezone.localdate()
    old = order(cast.harbour, day - timedelta(days=9), external_id="77001")
    order(cast.harbour, day, external_id="77002")
    assert named("7700", cast.dana, "orders") == ["77002", "77001"]
    told(as_dana, f"/orders/{old.pk}/")
    assert named("7700", cast.dana, "orders") == ["77001", "77002"]


def test_opening_it_again_soon_writes_nothing(cast: Cast) -> None:
    visited(cast.dana, VisitedKind.ACCOUNT, cast.harbour.pk)
    before = Visit.objects.get().at
    visited(cast.dana, VisitedKind.ACCOUNT, cast.harbour.pk)
    assert Visit.objects.get().at == before
    Visit.objects.update(at=timezone.now() - timedelta(minutes=6))
    visited(cast.dana, VisitedKind.ACCOUNT, cast.harbour.pk)
    assert Visit.objects.get().at >= before


def test_the_newest_fifty_of_a_kind_are_kept(cast: Cast) -> None:
    for number in range(KEPT + 5):
        visited(cast.dana, VisitedKind.PERSON, number + 1)
    visited(cast.dana, VisitedKind.ACCOUNT, cast.harbour.pk)
    kept = visits_of(cast.dana)
    assert kept[VisitedKind.PERSON] == list(range(KEPT + 5, 5, -1))
    assert kept[VisitedKind.ACCOUNT] == [cast.harbour.pk]


@pytest.mark.attack("B1", "B3")
@pytest.mark.parametrize(
    "path", ["/accounts/999999/", "/people/999999/", "/orders/999999/", f"/accounts/{10**30}/"]
)
def test_what_is_not_there_is_not_remembered(path: str, cast: Cast, as_dana: Client) -> None:
    assert told(as_dana, path) == 404
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/settings/",
        "nonsense",
        "/accounts/new/",
        "https://elsewhere.example/accounts/1/",
        "/" * 5000,
    ],
)
def test_other_pages_are_not_remembered(path: str, cast: Cast, as_dana: Client) -> None:
    assert told(as_dana, path) == 204
    assert not Visit.objects.exists()


def test_who_went_into_the_bin_is_not_among_those_opened_lately(cast: Cast, as_dana: Client) -> None:
    told(as_dana, f"/accounts/{cast.harbour.pk}/")
    cast.harbour.removed_at = timezone.now()
    cast.harbour.save(update_fields=["removed_at"])
    assert [group.name for group in asked("", cast.dana).groups] == ["commands"]


def test_every_page_says_where_to_tell_it_and_which_page_it_is(cast: Cast, as_dana: Client) -> None:
    page: Any = as_dana.get(f"/accounts/{cast.harbour.pk}/").content.decode()
    assert 'data-page="account"' in page
    assert 'data-visits="/find/visits/"' in page
