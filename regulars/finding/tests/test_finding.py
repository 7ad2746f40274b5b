"""Anyone is found by any part of what is known of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regulars.finding.tests.asked import asked, named
from regulars.people.models import AccountReference, ContactPoint, Person
from regulars.timeline.models import Touch
from tests.cast import Cast, account, order

QUERIES = 16


@pytest.mark.parametrize(
    "typed",
    [
        "Ines Duarte",
        "ines",
        "DUARTE",
        "dua",
        "Duarte Ines",
        "ines harb",
        "harbour in",
        "ines@harbour.example",
        "ines@harb",
        "harbour.example",
        "020 7946 0018",
        "+44 20 7946 0018",
        "+44 (0)20 7946 0018",
        "0044 20-7946-0018",
        "02079460018",
        "7946 0018",
        "0018",
        "ines 0018",
    ],
)
def test_a_person_is_found_by(typed: str, cast: Cast) -> None:
    assert "Ines Duarte" in named(typed, cast.dana, "people")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Zoë Müller", "zoe muller"),
        ("Zoë Müller", "ZOË MÜLLER"),
        ("Zoë Müller", "mueller"),
        ("Łukasz Groß", "lukasz gross"),
        ("Søren Ægir", "soren aegir"),
        ("Shane O'Brien", "obrien"),
        ("Shane O’Brien", "o'brien"),
        ("Shane O'Brien", "o brien"),
        ("Jean-Luc de la Croix-Étienne", "etienne"),
        ("Олена Шевченко", "шевч"),
        ("محمد العلي", "العلي"),
        ("李伟", "李"),
        ("李伟", "李伟"),
        ("김서연", "김서"),
        ("नेहा शर्मा", "शर्मा"),
        ("Αθηνά Παπαδοπούλου", "παπαδοπουλου"),
        ("O", "o"),
        ("☕ Corner", "☕"),
        ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", "llanfairpwllgwyngyllg"),
    ],
)
def test_a_name_of_any_script_is_found_in_any_spelling(name: str, typed: str, cast: Cast) -> None:
    account(name, person=name)
    assert name in named(typed, cast.dana, "people")
    assert name in named(typed, cast.dana, "accounts")


def test_an_email_with_a_plus_is_found_by_each_of_its_parts(cast: Cast) -> None:
    account("Plus", person="Pia Plus", email="pia+shop@quay.example")
    for typed in ("pia+shop@quay.example", "shop", "pia+sh", "quay"):
        assert "Pia Plus" in named(typed, cast.dana, "people"), typed


def test_a_second_email_and_a_switchboard_are_found_too(cast: Cast) -> None:
    ines = cast.harbour.people.get()
    ContactPoint.objects.create(
        account=cast.harbour, person=ines, kind="email", value="accounts.dept@elsewhere.example"
    )
    ContactPoint.objects.create(
        account=cast.harbour, kind="phone", value="0161 496 0999", key="+441614960999"
    )
    assert named("accounts.dept", cast.dana, "people") == ["Ines Duarte"]
    assert named("0161 496 0999", cast.dana, "accounts") == ["Harbour Bakery"]
    assert named("elsewhere", cast.dana, "people") == ["Ines Duarte"]


def test_an_order_is_found_by_its_number_with_or_without_the_sign_before_it(cast: Cast) -> None:
    from_shop = order(cast.harbour, cast.harbour.created_at.date(), external_id="#1001", source="shop")
    order(cast.harbour, cast.harbour.created_at.date(), external_id="INV-2024/7")
    for typed in ("1001", "#1001", "100"):
        assert named(typed, cast.dana, "orders") == [from_shop.external_id], typed
    for typed in ("inv-2024/7", "INV-20"):
        assert named(typed, cast.dana, "orders") == ["INV-2024/7"], typed


def test_an_exact_number_comes_before_everybody_whose_phone_ends_so(cast: Cast) -> None:
    order(cast.harbour, cast.harbour.created_at.date(), external_id="60018")
    assert [group.name for group in asked("60018", cast.dana).groups][:2] == ["orders", "people"]


def test_a_note_is_found_by_its_words_newest_first(cast: Cast) -> None:
    for note in ("Second shop in January.", "Sécond thoughts about delivery"):
        Touch.objects.create(account=cast.harbour, member=cast.sam, channel="call", note=note)
    assert named("second", cast.dana, "notes") == [
        "Sécond thoughts about delivery",
        "Second shop in January.",
    ]
    assert named("delivery thou", cast.dana, "notes") == ["Sécond thoughts about delivery"]


def test_a_note_that_was_taken_back_is_not_found(cast: Cast) -> None:
    touch = Touch.objects.create(account=cast.harbour, member=cast.sam, channel="call", note="Second shop.")
    touch.withdraw(by=cast.sam)
    assert named("second", cast.dana, "notes") == []


@pytest.mark.parametrize(
    "typed", ["inse", "iens", "ibes", "innes", "duatre", "duarta", "harbuor", "hatbour", "hrabour bakery"]
)
def test_one_slip_is_forgiven(typed: str, cast: Cast) -> None:
    found = asked(typed, cast.dana)
    names = [hit.said for group in found.groups for hit in group.hits]
    assert {"Ines Duarte", "Harbour Bakery"} & set(names)
    assert found.meant


def test_what_is_found_as_typed_is_never_guessed_at(cast: Cast) -> None:
    account("Ives", person="Ives")
    assert asked("ives", cast.dana).meant == ""
    assert "Ines Duarte" not in named("ives", cast.dana)


def test_a_search_asks_the_same_few_queries_however_many_are_found(cast: Cast, as_dana: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            as_dana.get("/find/answers/", {"q": "ines"})
        return len(asked_for)

    queries()
    few = queries()
    Person.objects.bulk_create(
        Person(account=cast.harbour, name=f"Ines {n}", folded=f"ines {n}") for n in range(60)
    )
    assert queries() <= few <= QUERIES


def test_what_matched_is_marked_and_everything_is_text(cast: Cast, as_dana: Client) -> None:
    account("<b>Evil</b> & Söhne", person="<img src=x onerror=alert(1)>")
    page = as_dana.get("/find/answers/", {"q": "evil sohne"}).content.decode()
    assert "&lt;b&gt;<mark>Evil</mark>&lt;/b&gt; &amp; <mark>Söhne</mark>" in page
    assert "<img" not in page
    assert "<img" not in as_dana.get("/find/", {"q": "onerror"}).content.decode()


@pytest.mark.parametrize("typed", ["K17850", "k17", "k17850"])
def test_an_account_is_found_by_how_a_source_calls_it(typed: str, cast: Cast) -> None:
    AccountReference.objects.create(account=cast.quiet, source="till", external_id="K17850")
    assert named(typed, cast.dana, "references") == ["Green Park Dental"]
    cast.quiet.removed_at = timezone.now()
    cast.quiet.save(update_fields=["removed_at"])
    assert named(typed, cast.dana, "references") == []


def test_what_is_noted_on_a_person_is_found_by_its_words(cast: Cast) -> None:
    cast.harbour.people.update(note="Worries about early deliverïes")
    for typed in ("deliveries", "worries early", "deliv"):
        assert named(typed, cast.dana, "notes") == ["Worries about early deliverïes"]
    assert named("delivered", cast.dana, "notes") == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("harb", True), ("Harbour Bakery", True), ("bakery", False), ("0018", False), ("ines@harbour", False)],
)
def test_the_list_of_customers_is_offered_only_where_it_holds_somebody(
    typed: str, offered: bool, cast: Cast
) -> None:
    hits = [hit for group in asked(typed, cast.dana).groups for hit in group.hits]
    assert any(hit.address.startswith("/customers/?q=") for hit in hits) == offered
