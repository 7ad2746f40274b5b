"""A field becomes another kind while it is in use: what fits goes over, what does not is kept, and all of it comes back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields import converting, jobs
from regulars.fields.converting import begin, carry_out, outlook, take_back
from regulars.fields.errors import FieldBusy
from regulars.fields.models import Conversion, CustomField, Kind
from regulars.fields.tests.made import choice, field
from regulars.fields.values import FieldLocked, fields_of, read, said
from regulars.people.models import Account
from tests.cast import Cast


def fill(it: CustomField, *values: Any) -> None:
    """An account for each value."""
    Account.objects.all().delete()
    for number, value in enumerate(values):
        Account.objects.create(name=f"A{number:03}", custom={it.key: value, "f0": "other"})


def told(it: CustomField) -> list[str]:
    """What each account says in the field, by name."""
    now = next(found for found in fields_of("accounts") if found.pk == it.pk)
    return [said(now, account.custom.get(now.key)) for account in Account.objects.order_by("name")]


def changed(it: CustomField, kind: str, by: Any, **more: Any) -> Conversion:
    made = begin(it, kind, by=by, **more)
    jobs.convert(conversion_id=made.pk)
    jobs.convert(conversion_id=made.pk)
    made.refresh_from_db()
    return made


def test_what_fits_goes_over_and_what_does_not_is_kept_and_listed(cast: Cast) -> None:
    it = field(Kind.TEXT)
    fill(it, "12", "1,234.5", "a dozen", "<b>9</b>")
    made = changed(it, Kind.NUMBER, cast.dana)
    assert told(it) == ["12", "1,234.5", "", ""]
    assert (made.fitted, made.unfit) == (2, 2)
    assert [unfit.text for unfit in made.unfits.order_by("pk")] == ["a dozen", "<b>9</b>"]
    assert all(account.custom["f0"] == "other" for account in Account.objects.all())
    assert Account.objects.get(name="A002").custom[it.key] == "a dozen"


def test_taking_it_back_shows_everything_that_was_there(cast: Cast) -> None:
    it = field(Kind.TEXT)
    fill(it, "12", "a dozen")
    made = changed(it, Kind.NUMBER, cast.dana)
    take_back(made, by=cast.dana)
    assert told(it) == ["12", "a dozen"]
    with pytest.raises(FieldBusy):
        take_back(made, by=cast.dana)
    again = changed(CustomField.objects.get(pk=it.pk), Kind.NUMBER, cast.dana)
    assert (told(it), again.key_after) == (["12", ""], f"{it.name}v2")


@pytest.mark.parametrize(
    ("before", "after", "value", "said_after"),
    [
        (Kind.NUMBER, Kind.MONEY, "1.234", "£1.23"),
        (Kind.MONEY, Kind.NUMBER, "1234.5", "1,234.5"),
        (Kind.NUMBER, Kind.TEXT, "1234.5", "1234.5"),
        (Kind.DATE, Kind.MONTH, "2026-11-22", "Nov 2026"),
        (Kind.DATE, Kind.TEXT, "2026-11-22", "2026-11-22"),
        (Kind.TEXT, Kind.DATE, "22.11.2026", "22 Nov 2026"),
        (Kind.YES_NO, Kind.TEXT, False, "no"),
        (Kind.TEXT, Kind.LINK, "example.com", "https://example.com"),
        (Kind.MONTH, Kind.DATE, "2026-11", ""),
        (Kind.TEXT, Kind.LINK, "javascript:alert(1)", ""),
    ],
)
def test_each_kind_becomes_another_as_far_as_it_can(
    before: str, after: str, value: Any, said_after: str, cast: Cast
) -> None:
    it = field(before)
    fill(it, value)
    changed(it, after, cast.dana)
    assert told(it) == [said_after]


def test_one_choice_becomes_any_of_them_and_back_where_it_is_one(cast: Cast) -> None:
    it = field(Kind.CHOICE)
    fill(it, choice(it, "Gold"), choice(it, "Silver"))
    changed(it, Kind.CHOICES, cast.dana)
    assert told(it) == ["Gold", "Silver"]
    it = fields_of("accounts")[0]
    Account.objects.filter(name="A001").update(custom={it.key: [choice(it, "Gold"), choice(it, "Silver")]})
    made = changed(it, Kind.CHOICE, cast.dana)
    assert told(it) == ["Gold", ""]
    assert made.unfits.get().text == "Silver, Gold"


def test_words_become_choices_that_are_offered_from_what_is_there(cast: Cast) -> None:
    it = field(Kind.TEXT)
    fill(it, "Gold", "gold ", "Silver", "x" * 100)
    words = converting.words_in_use(it)
    assert set(words) == {"Gold", "gold ", "Silver"}
    seen = outlook(it, Kind.CHOICE, words)
    assert (seen.fitting, seen.unfit, seen.all_seen) == (3, 1, True)
    changed(it, Kind.CHOICE, cast.dana, choices=["Gold", "Silver"])
    assert told(it) == ["Gold", "Gold", "Silver", ""]


def test_while_it_changes_nothing_is_written_there_and_nothing_else_is_begun(cast: Cast) -> None:
    it = field(Kind.TEXT)
    fill(it, "12")
    begin(it, Kind.NUMBER, by=cast.dana)
    locked = fields_of("accounts")[0]
    with pytest.raises(FieldLocked):
        read(locked, "x")
    with pytest.raises(FieldBusy):
        begin(locked, Kind.DATE, by=cast.dana)
    assert told(it) == ["12"]


def test_killed_in_the_middle_it_goes_on_and_converts_each_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = field(Kind.TEXT)
    fill(it, *["7", "no number"] * 10)
    monkeypatch.setattr(converting, "CHUNK", 6)
    made = begin(it, Kind.NUMBER, by=cast.dana)
    write, calls = converting._write, []

    def dying(*args: Any) -> None:
        calls.append(args)
        write(*args)
        if len(calls) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(converting, "_write", dying)
    with pytest.raises(KeyboardInterrupt):
        carry_out(made)
    made.refresh_from_db()
    assert (made.fitted, made.unfit, made.running) == (6, 6, True)
    carry_out(made)
    made.refresh_from_db()
    assert (made.fitted, made.unfit, made.running) == (10, 10, False)
    assert made.unfits.count() == 10


def test_the_page_says_first_what_would_happen_and_then_what_did(as_dana: Client) -> None:
    it = field(Kind.TEXT, "Trays")
    fill(it, "12", "1,000", "a <i>dozen</i>")
    before = as_dana.get(reverse("field-kind", args=[it.pk]), {"kind": "number"}).content.decode()
    assert "2 fit" in before
    assert "1 does not" in before
    assert "a &lt;i&gt;dozen" in before
    asked = as_dana.post(reverse("field-kind", args=[it.pk]), {"kind": "number", "choices": ""})
    made = Conversion.objects.get()
    assert asked["Location"] == reverse("field-conversion", args=[made.pk])
    running = as_dana.get(asked["Location"]).content.decode()
    assert "data-progress" in running
    Conversion.objects.update(moved_at="2026-11-01T00:00Z")
    assert "Go on" in as_dana.get(reverse("field-conversion-progress", args=[made.pk])).content.decode()
    assert as_dana.post(reverse("field-conversion-again", args=[made.pk])).status_code == 302
    carry_out(made)
    assert as_dana.get(reverse("field-conversion-progress", args=[made.pk]))["X-Go-To"] == asked["Location"]
    after = as_dana.get(asked["Location"]).content.decode()
    assert "2 values were carried over" in after
    assert "1 did not fit" in after
    as_dana.post(reverse("field-conversion-taken-back", args=[made.pk]))
    assert told(it) == ["12", "1,000", "a <i>dozen</i>"]


def test_a_kind_that_is_none_is_refused(as_dana: Client) -> None:
    it = field(Kind.TEXT)
    assert as_dana.post(reverse("field-kind", args=[it.pk]), {"kind": "poem"}).status_code == 422
    assert as_dana.get(reverse("field-kind", args=[it.pk]), {"kind": "poem"}).status_code == 200


def test_words_are_offered_as_choices_on_the_page(as_dana: Client) -> None:
    it = field(Kind.TEXT)
    fill(it, "Gold", "Silver")
    shown = as_dana.get(reverse("field-kind", args=[it.pk]), {"kind": "choice"}).content.decode()
    assert "Gold" in shown
    assert "2 fit" in shown
