"""Whatever form somebody types it into: more than the job needs is not stored, and the smaller form is one click away."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField
from regulars.fields.tests.made import field
from regulars.people.models import Account, Person
from regulars.timeline.models import Event, Touch
from regulars.trust.models import HoldingRules
from tests.access_table import ROWS
from tests.cast import Cast

BORN = "Ines was born on 12 March 1984, brings her dog"
ONCE = "b3f0c1de-4111-4111-8111-111111111111"
CARD = "pays with 4111 1111 1111 1111"
TEAM = ("account_", "mfa_", "team-", "usersessions", "sign", "own-", "looked-after")


@pytest.fixture
def as_sam(cast: Cast, sign_in: Callable[[Any], Client]) -> Client:
    return sign_in(cast.sam)


@pytest.fixture
def as_marta(cast: Cast, sign_in: Callable[[Any], Client]) -> Client:
    return sign_in(cast.marta)


def note(client: Client, cast: Cast, text: str, **more: str) -> Any:
    sent = {"channel": "note", "note": text, "once": ONCE} | more
    return client.post(reverse("account-touches", args=[cast.harbour.pk]), sent)


def offered(page: Any) -> dict[str, str]:
    """What the form of the answer would send."""
    found = {one.name: one.offered for one in page.context["caught"]}
    return dict(page.context["others"]) | found


@pytest.mark.covers("V6")
@pytest.mark.parametrize(
    ("text", "kept"), [(BORN, "in March"), (CARD, "ending 1111"), ("NI AB123456C", "ending 456C")]
)
def test_a_note_with_the_whole_fact_is_asked_about_and_its_smaller_form_is_one_click(
    text: str, kept: str, as_sam: Client, cast: Cast
) -> None:
    asked = note(as_sam, cast, text)
    assert asked.status_code == 422
    assert not Touch.objects.exists()
    assert kept in asked.content.decode()
    sent = offered(asked)
    assert (sent["channel"], sent["once"]) == ("note", ONCE)
    as_sam.post(reverse("account-touches", args=[cast.harbour.pk]), sent)
    stored = Touch.objects.get().note
    assert kept in stored
    assert not any(part in stored for part in ("1984", "4111", "AB12"))


def test_what_says_no_more_than_it_must_goes_through(as_sam: Client, cast: Cast) -> None:
    note(
        as_sam,
        cast,
        "Her birthday is in March; call +44 20 7946 0018 about order 4111111111111111 of 12/03/1984",
    )
    assert Touch.objects.count() == 1


@pytest.mark.covers("V6")
def test_insisting_works_only_where_the_owner_allows_it_and_never_for_a_card(
    as_sam: Client, as_dana: Client, cast: Cast
) -> None:
    refused = note(as_sam, cast, BORN, keep_whole="1")
    assert refused.status_code == 422
    assert "An owner can allow more" in refused.content.decode()
    as_dana.post(reverse("holding-rules"), {"birth": "on", "identity": "on"})
    assert "keep it as I wrote it" in note(as_sam, cast, BORN).content.decode()
    note(as_sam, cast, BORN, keep_whole="1")
    assert Touch.objects.get().note == BORN
    assert Event.objects.get(kind="trust.kept_whole").data["whats"] == ["birth"]
    both = note(as_sam, cast, f"{BORN}; {CARD}", keep_whole="1")
    assert both.status_code == 422
    assert "as I wrote it" not in both.content.decode()


def test_only_an_owner_allows_more(as_marta: Client, cast: Cast) -> None:
    assert as_marta.post(reverse("holding-rules"), {"birth": "on"}).status_code == 403
    assert not HoldingRules.load().allow(["birth"])
    assert reverse("holding-rules") not in as_marta.get(reverse("keeping")).content.decode()


@pytest.mark.covers("V6")
def test_a_field_of_the_firms_own_gives_the_word_that_the_text_lacks(as_sam: Client, cast: Cast) -> None:
    made: CustomField = field("text", "Date of birth", "people")
    ines = cast.harbour.people.get()
    address = reverse("person-fact", args=[ines.pk, f"custom.{made.key}"])
    assert as_sam.post(address, {"value": "1984-03-12", "was": ""}).status_code == 422
    as_sam.post(address, {"value": "March", "was": ""})
    ines.refresh_from_db()
    assert ines.custom == {made.key: "March"}


def test_a_part_of_a_page_is_answered_with_the_whole_question(as_sam: Client, cast: Cast) -> None:
    ines = cast.harbour.people.get()
    address = reverse("person-fact", args=[ines.pk, "note"])
    page = as_sam.post(
        address, {"value": BORN, "was": '""'},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{reverse('person', args=[ines.pk])}"},
    )  # fmt: skip
    assert (page.status_code, page["HX-Retarget"]) == (422, "#main")
    assert "<!doctype" not in page.content.decode().lower()
    assert page.context["back"].endswith(reverse("person", args=[ines.pk]))
    assert page.context["others"] == [("was", '""')]


@pytest.mark.attack("A10")
def test_the_way_back_never_leads_elsewhere(as_sam: Client, cast: Cast) -> None:
    page = as_sam.post(
        reverse("account-touches", args=[cast.harbour.pk]),
        {"note": BORN},
        headers={"Referer": "https://evil.example/"},
    )
    assert page.context["back"] == "/"


def test_a_bank_account_is_told_and_kept(as_sam: Client, cast: Cast) -> None:
    note(as_sam, cast, "pays from GB29 NWBK 6016 1331 9268 19")
    assert Touch.objects.get().note.endswith("19")
    assert "bank account number" in as_sam.get(reverse("account", args=[cast.harbour.pk])).content.decode()


def test_what_was_typed_is_text_on_the_question_too(as_sam: Client, cast: Cast) -> None:
    page = note(as_sam, cast, f"</textarea><img src=x> {CARD}").content.decode()
    assert "<img src=x" not in page


def test_a_question_asks_the_database_nothing_for_an_ordinary_note(
    as_sam: Client, cast: Cast, monkeypatch: Any
) -> None:
    def asked() -> HoldingRules:
        raise AssertionError

    monkeypatch.setattr(HoldingRules, "load", asked)
    note(as_sam, cast, "Fine; 12 loaves on 12/03/2026, £240.00")
    assert Touch.objects.count() == 1


@pytest.mark.covers("V6")
@pytest.mark.parametrize(
    "name", sorted(n for n, row in ROWS.items() if row.write and row.strict and not n.startswith(TEAM))
)
def test_no_form_there_is_takes_a_card_number(name: str, cast: Cast, as_dana: Client) -> None:
    """Every route that changes something, by the table of access: what is added later is asked without anyone remembering."""
    row = ROWS[name]
    if row.write == "anyone":
        pytest.skip("for those who have not signed in")
    address = reverse(name, kwargs=row.of(cast))
    before = (Account.objects.count(), Person.objects.count(), Event.objects.count())
    for text in (CARD, BORN):
        sent = urlencode({"words": text, "anything": text})
        answer = as_dana.post(address, sent, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 422
    assert (Account.objects.count(), Person.objects.count(), Event.objects.count()) == before


@pytest.mark.covers("V6")
@pytest.mark.parametrize(
    ("label", "kind", "made", "words"),
    [
        ("Date of birth", "date", ("Date of birth", "choice"), "month alone"),
        ("Age", "number", ("Age", "choice"), "A band does"),
        ("Card number", "text", ("Card, last four digits", "text"), "which card it is"),
        ("Passport", "text", ("Passport, last four signs", "text"), "know it again"),
    ],
)
def test_a_field_that_asks_for_less_is_one_click(
    label: str, kind: str, made: tuple[str, str], words: str, as_dana: Client
) -> None:
    asked = as_dana.post(reverse("field-new"), {"subject": "people", "label": label, "kind": kind})
    assert asked.status_code == 422
    assert words in asked.content.decode()
    assert not CustomField.objects.exists()
    as_dana.post(reverse("field-new"), offered(asked))
    found = CustomField.objects.get()
    assert (found.label, found.kind) == made


def test_a_field_that_asks_for_no_more_than_it_must_is_made_at_once(as_dana: Client, cast: Cast) -> None:
    for label, kind in (
        ("Month of birth", "month"),
        ("Contract since", "date"),
        ("Average", "number"),
        ("Postcard", "text"),
    ):
        as_dana.post(reverse("field-new"), {"subject": "people", "label": label, "kind": kind})
    assert CustomField.objects.count() == 4
