"""Nothing is kept without a use, nothing for longer than the firm said; what is due goes at night, in batches, and is reported."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.fields.models import CustomField
from regulars.fields.tests.made import field
from regulars.orders.models import Order
from regulars.people.models import Account, Person
from regulars.timeline.models import Event, Touch
from regulars.trust.keeping import expiring
from regulars.trust.keeping.expiring import day_before, expire, lines
from regulars.trust.keeping.kinds import NEVER, every_kind
from regulars.trust.models import Expiry, Keeping
from tests.cast import Cast, order

NOW = timezone.now


def long_ago(account: Account, days: int = 800) -> Person:
    """An account that nobody has heard of for so many days, and its person with a note."""
    Account.objects.filter(pk=account.pk).update(created_at=NOW() - timedelta(days=days))
    person = account.people.get()
    Person.objects.filter(pk=person.pk).update(created_at=NOW() - timedelta(days=days), note="likes rye")
    return person


def say(what: str, months: int | None, use: str = "to know them") -> None:
    Keeping.objects.create(what=what, use=use, months=months)


def note_of(person: Person) -> str:
    person.refresh_from_db()
    return person.note


@pytest.mark.covers("V7")
def test_nothing_goes_unless_somebody_says_so(cast: Cast) -> None:
    long_ago(cast.quiet)
    assert all(line.months is None for line in lines())
    assert expire() is None
    assert note_of(cast.quiet.people.get()) == "likes rye"


@pytest.mark.covers("V7")
def test_what_nobody_needs_stands_first(cast: Cast, as_dana: Client) -> None:
    """Hoarding: a field of the firm's own has no use until somebody says one."""
    made = field("text", "Shoe size", "people")
    assert [line.kept.label for line in lines() if not line.use] == ["Shoe size"]
    page = as_dana.get(reverse("keeping")).content.decode()
    assert page.index("Shoe size") < page.index("What matters to them")
    address = reverse("keeping-one", args=[f"people.Person.custom.{made.name}"])
    refused = as_dana.post(address, {"use": "", "months": "12"})
    assert refused.status_code == 422
    assert "Say what you need it for" in refused.content.decode()
    as_dana.post(address, {"use": "to have boots ready", "months": "12"})
    assert not [line for line in lines() if not line.use]


@pytest.mark.covers("V7")
def test_what_would_go_is_counted_before_anybody_decides(cast: Cast, as_dana: Client) -> None:
    long_ago(cast.quiet)
    page = as_dana.get(reverse("keeping-one", args=["people.Person.note"]), {"months": "12"}).content.decode()
    assert "1 would go today" in page
    assert not Keeping.objects.exists()
    page = as_dana.get(reverse("keeping-one", args=["people.Person.note"]), {"months": "36"}).content.decode()
    assert "0 would go today" in page


@pytest.mark.covers("V7")
def test_a_fact_goes_when_its_time_is_over_and_stays_while_they_are_in_touch(cast: Cast) -> None:
    gone, bought, spoken, new = (long_ago(one) for one in (cast.quiet, cast.vets, cast.tomas, cast.harbour))
    order(cast.vets, timezone.localdate() - timedelta(days=30))
    Touch.objects.create(account=cast.tomas, channel="call", member=cast.sam)
    Account.objects.filter(pk=cast.harbour.pk).update(created_at=NOW())
    Person.objects.filter(pk=new.pk).update(created_at=NOW())
    say("people.Person.note", 12)
    report = expire()
    assert report
    assert report.counts == {"What matters to them": 1}
    assert [note_of(one) for one in (gone, bought, spoken, new)] == [
        "",
        "likes rye",
        "likes rye",
        "likes rye",
    ]
    assert expire() is None
    assert [event.data["counts"] for event in Event.objects.filter(kind="trust.expired")] == [report.counts]


@pytest.mark.covers("V7")
def test_words_of_contacts_and_fields_of_our_own_go_and_the_rest_stays(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiring, "BATCH", 2)
    made: CustomField = field("text", "Size", "people")
    other: CustomField = field("text", "Flour", "people")
    person = long_ago(cast.quiet)
    Person.objects.filter(pk=person.pk).update(custom={made.key: "44", other.key: "rye"})
    for _number in range(5):
        touch = Touch.objects.create(account=cast.vets, channel="note", note="a dream", member=cast.sam)
        Touch.objects.filter(pk=touch.pk).update(at=NOW() - timedelta(days=400))
    say("timeline.Touch.note", 12)
    say(f"people.Person.custom.{made.name}", 12)
    report = expire()
    assert report
    assert report.counts == {"What was said in a contact": 5, "Size": 1}
    person.refresh_from_db()
    assert person.custom == {other.key: "rye"}
    assert list(Touch.objects.values_list("note", flat=True)) == [""] * 5
    assert expire() is None
    assert Expiry.objects.count() == 1


@pytest.mark.covers("V7")
def test_orders_and_invoices_are_never_among_what_goes(cast: Cast) -> None:
    assert not {kept.model._meta.label for kept in every_kind()} & NEVER
    order(cast.harbour, date(2015, 1, 1))
    for kept in every_kind():
        say(kept.name, 1)
    expire()
    assert Order.objects.count() == 1


def test_every_kind_finds_what_is_due_and_has_words(cast: Cast) -> None:
    field("date", "Since", "accounts")
    for kept in every_kind():
        assert kept.due(timezone.localdate()).count() >= 0
        assert all(str(word) for word in (kept.label, kept.group, kept.counted))
    assert len({kept.name for kept in every_kind()}) == len(every_kind())


@pytest.mark.parametrize(
    ("today", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2024, 2, 29), 24, date(2022, 2, 28)),
    ],
)
def test_a_month_ago_is_the_same_day_or_the_last_one(today: date, months: int, before: date) -> None:
    assert day_before(months, today) == before


def test_only_who_settles_things_decides_and_unknown_names_are_nothing(
    cast: Cast, as_dana: Client, sign_in: Callable[[Any], Client]
) -> None:
    assert sign_in(cast.sam).get(reverse("keeping")).status_code == 403
    for name in ("orders.Order.net", "team.Member.password", "people.Person.custom.f99"):
        assert (
            as_dana.post(reverse("keeping-one", args=[name]), {"use": "x", "months": "3"}).status_code == 404
        )
    assert (
        as_dana.post(
            reverse("keeping-one", args=["people.Person.note"]), {"use": "x", "months": "-1"}
        ).status_code
        == 422
    )
    assert (
        as_dana.get(reverse("keeping-one", args=["people.Person.note"]), {"months": "x"}).status_code == 200
    )


def test_saying_the_same_again_is_told_once(cast: Cast, as_dana: Client) -> None:
    for _time in range(2):
        as_dana.post(
            reverse("keeping-one", args=["people.Person.note"]), {"use": "to know them", "months": "24"}
        )
    assert [event.data["months"] for event in Event.objects.filter(kind="trust.keeping_changed")] == [24]
    assert "2 years" in as_dana.get(reverse("keeping")).content.decode()
