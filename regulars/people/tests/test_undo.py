"""What was done is taken back from its toast: once, only where it still stands, and by those who may write."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.changing import add_account, add_person, change_account, change_person
from regulars.people.models import Account, Person
from regulars.timeline.models import Event, log_touch, record
from tests.cast import Cast
from tests.conftest import signed_in


def undo(client: Client, event: Event | None) -> str:
    assert event
    return client.post(reverse("undo", args=[event.pk]), follow=True).content.decode()


def test_a_change_is_taken_back_once(cast: Cast, as_dana: Client) -> None:
    event = change_account(cast.harbour, by=cast.sam, country="Wales")
    assert "Undone." in undo(as_dana, event)
    assert "That was undone already." in undo(as_dana, event)
    assert Account.objects.get(pk=cast.harbour.pk).country == ""
    told = Event.objects.filter(kind="people.account_changed").order_by("pk").last()
    assert told
    assert told.data["changes"] == {"country": ["Wales", ""]}


def test_what_was_changed_again_since_stays(cast: Cast, as_dana: Client) -> None:
    event = change_account(cast.harbour, by=cast.sam, country="Wales")
    change_account(cast.harbour, by=cast.marta, country="Portugal")
    assert "It has been changed again since, so it stays." in undo(as_dana, event)
    assert Account.objects.get(pk=cast.harbour.pk).country == "Portugal"
    assert Event.objects.get(pk=event.pk if event else 0).taken_back_at is None


def test_of_two_facts_the_one_that_still_stands_goes_back(cast: Cast, as_dana: Client) -> None:
    event = change_account(cast.harbour, by=cast.sam, country="Wales", persona="Café")
    change_account(cast.harbour, by=cast.marta, persona="Hotel")
    undo(as_dana, event)
    cast.harbour.refresh_from_db()
    assert (cast.harbour.country, cast.harbour.persona) == ("", "Hotel")


def test_an_owner_comes_back_by_their_number(cast: Cast, as_dana: Client) -> None:
    change_account(cast.harbour, by=cast.dana, owner=cast.dana)
    event = change_account(cast.harbour, by=cast.dana, owner=cast.sam)
    assert event
    assert event.data["values"] == {"owner": [cast.dana.pk, cast.sam.pk]}
    assert event.data["changes"] == {"owner": ["Dana Fern", "Sam Fern"]}
    undo(as_dana, event)
    assert Account.objects.get(pk=cast.harbour.pk).owner == cast.dana


def test_a_phone_comes_back_with_its_number(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    event = change_person(ines, by=cast.dana, phone="ask at the counter")
    assert Person.objects.get(pk=ines.pk).phone_e164 == ""
    undo(as_dana, event)
    ines.refresh_from_db()
    assert (ines.phone, ines.phone_e164) == ("+442079460018", "+442079460018")


def test_someone_added_goes_to_the_bin_while_nothing_happened_with_them(cast: Cast, as_dana: Client) -> None:
    made, event = add_account(by=cast.dana, name="Quay Café", kind="company")
    assert "Undone." in undo(as_dana, event)
    assert Account.objects.get(pk=made.pk).removed_at
    assert as_dana.get(reverse("account", args=[made.pk])).status_code == 410
    other, event = add_account(by=cast.dana, name="Pier Café", kind="company")
    log_touch(account_id=other.pk, by=cast.sam, channel="call", note="Wants a tasting")
    assert "so they stay" in undo(as_dana, event)
    assert Account.objects.get(pk=other.pk).removed_at is None


def test_a_person_added_goes_to_the_bin(cast: Cast, as_dana: Client) -> None:
    made, event = add_person(cast.harbour, by=cast.dana, name="Marco Pell", parts=["pays"])
    changed = change_person(made, by=cast.dana, note="x")
    undo(as_dana, event)
    assert Person.objects.get(pk=made.pk).removed_at
    assert "Marco Pell</a>" not in as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "no longer here" in undo(as_dana, changed)


def test_what_was_removed_since_cannot_be_changed_back(cast: Cast, as_dana: Client) -> None:
    event = change_account(cast.harbour, by=cast.sam, country="Wales")
    Account.objects.filter(pk=cast.harbour.pk).update(removed_at="2026-01-01T00:00:00Z")
    assert "no longer here" in undo(as_dana, event)


def test_a_change_from_before_values_were_kept_says_so(cast: Cast, as_dana: Client) -> None:
    old = record(
        "people.account_changed", by=cast.dana, account_id=cast.harbour.pk, changes={"country": ["", "W"]}
    )
    assert "before changes could be undone" in undo(as_dana, old)


def test_what_cannot_be_undone_says_so(cast: Cast, as_dana: Client) -> None:
    event = record("team.settings_changed", by=cast.dana, changes={})
    assert "cannot be undone from here" in undo(as_dana, event)


@pytest.mark.attack("B1")
def test_only_who_may_write_takes_back(cast: Cast) -> None:
    event = change_account(cast.harbour, by=cast.sam, country="Wales")
    assert event
    url = reverse("undo", args=[event.pk])
    assert signed_in(cast.rita).post(url).status_code == 403
    assert Client().post(url).status_code == 302
    assert signed_in(cast.sam).get(url).status_code == 405
    assert signed_in(cast.sam).post(reverse("undo", args=[10**12])).status_code == 404
    assert Account.objects.get(pk=cast.harbour.pk).country == "Wales"
