"""Every kind keeps what was typed, says it again, and takes from a file what it says; the rest is refused in words."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.fields.kinds import HANDLING
from regulars.fields.kinds.figures import canonical
from regulars.fields.models import CustomField, Kind, Option
from regulars.fields.tests.made import choice, field
from regulars.fields.values import FieldError, FieldLocked, form_field, initial, put, read, said, stored
from regulars.lib.numbers import plain_number
from regulars.people.models import Account, Person
from tests.cast import Cast

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
AMOUNTS = st.decimals(-(10**13), 10**13, places=4, allow_nan=False, allow_infinity=False)
OPTIONS = [
    Option(pk, label, archived=False) for pk, label in ((3, "Café"), (4, "Hotel, large"), (9, "Ünder #1"))
]
CLEANED: dict[str, st.SearchStrategy[Any]] = {
    Kind.TEXT: LETTERS,
    Kind.LONG_TEXT: LETTERS,
    Kind.NUMBER: AMOUNTS,
    Kind.MONEY: AMOUNTS,
    Kind.DATE: st.dates(date(1000, 1, 1)),
    Kind.MONTH: st.dates(date(1000, 1, 1)).map(lambda day: f"{day:%Y-%m}"),
    Kind.CHOICE: st.sampled_from([3, 4, 9]),
    Kind.CHOICES: st.lists(st.sampled_from([3, 4, 9]), min_size=1, unique=True),
    Kind.YES_NO: st.booleans(),
}


def loose(kind: str) -> CustomField:
    """A field that is in no database."""
    made = CustomField(pk=1, key="f1", kind=kind, label="It", currency="GBP")
    made.__dict__["options"] = OPTIONS
    return made


@pytest.mark.parametrize("kind", CLEANED)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_kept_comes_back_from_a_form_from_json_and_from_a_file(kind: str, data: Any) -> None:
    it = loose(kind)
    value = stored(it, data.draw(CLEANED[kind]))
    assert json.loads(json.dumps(value)) == value
    if value is None:
        assert said(it, value) == ""
        return
    form = form_field(it)
    shown = initial(it, value)
    assert stored(it, form.clean(form.widget.format_value(shown) if kind == Kind.DATE else shown)) == value
    text = said(it, value)
    if isinstance(value, list) and len(value) > 1:
        text = "; ".join(option.label for option in OPTIONS if option.pk in value)
    if kind not in {Kind.MONTH, Kind.DATE, Kind.MONEY}:  # said shorter, or with a month's name
        assert read(it, text) == value
    elif kind != Kind.MONEY:
        assert read(it, str(value)) == value


@settings(max_examples=200, deadline=None)
@given(AMOUNTS)
def test_a_number_has_one_spelling_and_loses_nothing(number: Decimal) -> None:
    assert Decimal(canonical(number)) == number
    assert canonical(number) == canonical(Decimal(canonical(number)))
    assert "E" not in canonical(number)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("1,5", "1.5"),
        ("1,234,567", "1234567"),
        ("12,34,567.8", "1234567.8"),
        ("−3", "-3"),
        ("1'000", "1000"),
        ("1e5", None),
        ("NaN", None),
        ("Infinity", None),
        ("1.2.3,4.5", None),
        ("٣", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, plain: str | None) -> None:
    assert plain_number(typed) == plain


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.MONEY, "£1,234.50", "1234.5"),
        (Kind.MONEY, "12 GBP", "12"),
        (Kind.DATE, "22.11.2026", "2026-11-22"),
        (Kind.DATE, "22/11/2026", "2026-11-22"),
        (Kind.DATE, "11/22/2026", "2026-11-22"),
        (Kind.DATE, "2026-11-22 00:00:00", "2026-11-22"),
        (Kind.MONTH, "11/2026", "2026-11"),
        (Kind.CHOICE, " CAFE ", 3),
        (Kind.CHOICES, "cafe; hotel large", [3, 4]),
        (Kind.YES_NO, "Ja", True),
        (Kind.YES_NO, "0", False),
        (Kind.LINK, "example.com/a", "https://example.com/a"),
        (Kind.TEXT, " a\x00  b\n", "a b"),
        (Kind.NUMBER, "  ", None),
    ],
)
def test_a_file_says_it_in_many_ways(kind: str, text: str, value: Any) -> None:
    assert read(loose(kind), text) == value


@pytest.mark.attack("C1")
@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.NUMBER, "twelve", "“It”: “twelve” is not a number such as 1,234.50."),
        (Kind.NUMBER, "1" * 30, "is not a number"),
        (Kind.MONEY, "$12", "is not an amount"),
        (Kind.DATE, "03/04/2026", "“It”: “03/04/2026” is not a day such as 2026-11-22."),
        (Kind.DATE, "2026-02-31", "is not a day"),
        (Kind.DATE, "0001-01-01", "is not a day"),
        (Kind.MONTH, "2026-13", "is not a month"),
        (Kind.CHOICE, "Palace", "is not one of its choices (Café, Hotel, large, Ünder #1)."),
        (Kind.CHOICE, "3", "is not one of its choices"),
        (Kind.CHOICES, "cafe; palace", "is not one of its choices"),
        (Kind.YES_NO, "perhaps", "is not yes or no"),
        (Kind.LINK, "javascript:alert(1)", "is not a web address"),
        (Kind.LINK, "javascript://example.com/%0aalert(1)", "is not a web address"),
        (Kind.LINK, "data:text/html,x", "is not a web address"),
        (Kind.TEXT, "a" * 301, "is not a line of at most 300 letters"),
    ],
)
def test_what_does_not_fit_is_refused_by_the_name_of_the_field(kind: str, text: str, expected: str) -> None:
    with pytest.raises(FieldError) as refused:
        read(loose(kind), text)
    assert expected in str(refused.value)


def test_every_kind_is_handled() -> None:
    assert set(HANDLING) == set(Kind.values)


def test_a_person_is_named_and_kept_by_number(cast: Cast) -> None:
    it = field(Kind.PERSON, "Recommended by")
    ines = cast.harbour.people.get()
    assert read(it, "ines DUARTE") == ines.pk
    assert read(it, "ines@harbour.example") == ines.pk
    assert read(it, initial(it, ines.pk)) == ines.pk
    assert said(it, ines.pk) == "Ines Duarte"
    Person.objects.create(account=cast.vets, name="Inés Duarte")
    with pytest.raises(FieldError):
        read(it, "Ines Duarte")
    assert read(it, f"Ines Duarte, Harbour Bakery #{ines.pk}") == ines.pk


@pytest.mark.attack("B2")
def test_a_person_in_the_bin_cannot_be_chosen_and_is_not_named(cast: Cast) -> None:
    it = field(Kind.PERSON)
    ines = cast.harbour.people.get()
    Account.objects.filter(pk=cast.harbour.pk).update(removed_at="2026-11-22T00:00Z")
    assert said(it, ines.pk) == "somebody who is not here any more"
    with pytest.raises(FieldError):
        read(it, f"#{ines.pk}")


def test_an_archived_choice_is_still_said_but_not_offered(cast: Cast) -> None:
    it = field(Kind.CHOICE)
    silver = choice(it, "Silver")
    it.choices.filter(pk=silver).update(archived_at="2026-11-22T00:00Z")
    del it.__dict__["options"]
    it.__dict__.pop("option_rows")
    assert said(it, silver) == "Silver"
    offered: Any = form_field(it).__dict__["_choices"]
    assert [label for _, label in offered] == ["nothing chosen", "Bronze", "Gold"]


def test_writing_one_value_leaves_the_others_alone(cast: Cast) -> None:
    one, two = field(Kind.TEXT, "One"), field(Kind.NUMBER, "Two")
    here = Account.objects.filter(pk=cast.harbour.pk)
    here.update(custom=put(one, "a"))
    here.update(custom=put(two, "2"))
    here.update(custom=put(one, None))
    assert here.get().custom == {two.key: "2"}


def test_a_field_whose_kind_is_being_changed_takes_nothing(cast: Cast) -> None:
    it = field(Kind.TEXT)
    CustomField.objects.update(locked_at="2026-11-22T00:00Z")
    it.refresh_from_db()
    assert form_field(it).disabled
    with pytest.raises(FieldLocked):
        stored(it, "x")
    with pytest.raises(FieldLocked):
        read(it, "x")


@pytest.mark.attack("D1")
def test_help_that_is_html_is_printed_as_text(cast: Cast) -> None:
    it = field(Kind.TEXT, help="<script>alert(1)</script>")
    assert "<script" not in str(form_field(it).help_text)
