"""A manager makes fields on a screen, renames, orders and archives them, and nothing that was written is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField, Kind, Subject
from regulars.fields.tests.made import choice, field
from regulars.fields.values import defaults_of, fields_of, said
from regulars.people.models import Account
from regulars.timeline.models import Event
from tests.cast import Cast

NEW = {"subject": "accounts", "label": "Oven size", "kind": "number", "choices": "", "help": "In trays"}


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def labels(subject: str = "accounts") -> list[str]:
    return [made.label for made in fields_of(subject)]


def test_a_field_is_made_and_stands_in_the_list_until_its_index_is_there(as_dana: Client) -> None:
    answer = as_dana.post(reverse("field-new"), NEW)
    assert answer.status_code == 302
    listed = page(as_dana, "fields")
    assert "Oven size" in listed
    assert "being prepared" in listed
    made = fields_of("accounts")[0]
    assert (made.kind, made.help, made.key) == (Kind.NUMBER, "In trays", f"f{made.pk}")
    assert Event.objects.filter(kind="fields.made", data__label="Oven size").exists()


def test_a_field_of_money_is_in_the_currency_of_the_firm(as_dana: Client) -> None:
    as_dana.post(reverse("field-new"), NEW | {"kind": "money", "subject": "orders"})
    made = fields_of("orders")[0]
    assert made.currency == "GBP"
    assert said(made, "12.5") == "£12.50"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"label": ""}, "This field is required"),
        ({"label": "OVEN  size"}, "There is a field called so already."),
        ({"label": "x" * 81}, "at most 80"),
        ({"kind": "choice"}, "Write at least one choice."),
        ({"kind": "choice", "choices": "a" * 81}, "longer than 80"),
        ({"kind": "choice", "choices": "\n".join(str(number) for number in range(201))}, "more than 200"),
        ({"kind": "poem"}, "Select a valid choice"),
        ({"subject": "members"}, "Select a valid choice"),
    ],
)
def test_a_form_that_is_not_right_yet_says_so_and_keeps_what_was_typed(
    wrong: dict[str, str], sentence: str, as_dana: Client
) -> None:
    field(Kind.TEXT, "Oven size")
    answer = as_dana.post(reverse("field-new"), NEW | {"label": "Trays"} | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "In trays" in answer.content.decode()
    assert labels() == ["Oven size"]


def test_choices_are_taken_once_in_the_order_they_were_written(as_dana: Client) -> None:
    as_dana.post(reverse("field-new"), NEW | {"kind": "choice", "choices": "Café\n hotel \nCAFE\n\nSpa"})
    assert [option.label for option in fields_of("accounts")[0].options] == ["Café", "hotel", "Spa"]


def change(client: Client, it: CustomField, **typed: Any) -> Any:
    shown: dict[str, Any] = {"label": it.label, "help": it.help, "default": "", "added": ""}
    for number, option in enumerate(it.options, start=1):
        shown |= {f"choice-{option.pk}": option.label, f"choice-{option.pk}-place": number}
    return client.post(reverse("field", args=[it.pk]), shown | typed)


def test_a_renamed_choice_is_renamed_wherever_it_was_chosen(as_dana: Client, cast: Cast) -> None:
    it = field(Kind.CHOICE, "Level")
    gold, silver = choice(it, "Gold"), choice(it, "Silver")
    Account.objects.filter(pk=cast.vets.pk).update(custom={it.key: gold})
    answer = change(
        as_dana,
        it,
        label="Rank",
        added="Platinum\ngold star",
        **{f"choice-{gold}": "Best", f"choice-{gold}-place": 1, f"choice-{silver}-archived": "on"},
    )
    assert answer.status_code == 302
    it = fields_of("accounts")[0]
    assert it.label == "Rank"
    assert said(it, Account.objects.get(pk=cast.vets.pk).custom[it.key]) == "Best"
    offered = [option.label for option in it.options if not option.archived]
    assert sorted(offered) == ["Best", "Bronze", "Platinum", "gold star"]
    assert "Rank" in page(as_dana, "field", it.pk)


def test_two_choices_cannot_be_called_the_same(as_dana: Client) -> None:
    it = field(Kind.CHOICE)
    answer = change(as_dana, it, **{f"choice-{choice(it, 'Gold')}": "SILVER"})
    assert answer.status_code == 422
    assert "There is another choice called so." in answer.content.decode()


def test_a_new_record_begins_with_the_default(as_dana: Client) -> None:
    it = field(Kind.DATE)
    assert defaults_of("accounts") == {}
    assert change(as_dana, it, default="2026-12-24").status_code == 302
    assert defaults_of("accounts") == {it.key: "2026-12-24"}
    assert change(as_dana, it, default="never").status_code == 422
    assert defaults_of("accounts") == {it.key: "2026-12-24"}


def test_fields_are_put_in_order(as_dana: Client) -> None:
    first, second = field(Kind.TEXT, "First"), field(Kind.TEXT, "Second")
    as_dana.post(reverse("field-placed", args=[second.pk]), {"to": "up"})
    assert labels() == ["Second", "First"]
    as_dana.post(reverse("field-placed", args=[second.pk]), {"to": "up"})
    as_dana.post(reverse("field-placed", args=[first.pk]), {"to": "down"})
    assert labels() == ["Second", "First"]


def test_an_archived_field_comes_back_with_what_was_in_it(as_dana: Client, cast: Cast) -> None:
    it = field(Kind.TEXT, "Oven")
    Account.objects.filter(pk=cast.vets.pk).update(custom={it.key: "large"})
    answer = as_dana.post(reverse("field-archived", args=[it.pk]), follow=True)
    assert "Oven” is archived" in answer.content.decode()
    assert labels() == []
    as_dana.post(reverse("field-archived", args=[it.pk]))
    assert Event.objects.filter(kind="fields.archived").count() == 1
    as_dana.post(reverse("field-brought-back", args=[it.pk]))
    as_dana.post(reverse("field-brought-back", args=[it.pk]))
    assert labels() == ["Oven"]
    assert Account.objects.get(pk=cast.vets.pk).custom == {it.key: "large"}


def test_archiving_is_undone_from_the_toast(as_dana: Client) -> None:
    it = field(Kind.TEXT, "Oven")
    as_dana.post(reverse("field-archived", args=[it.pk]))
    as_dana.post(reverse("undo", args=[Event.objects.get(kind="fields.archived").pk]))
    assert labels() == ["Oven"]


@pytest.mark.attack("D1", "C3")
def test_a_hostile_name_is_text_everywhere_and_never_a_key(as_dana: Client, cast: Cast) -> None:
    hostile = "<script>alert(1)</script>'); DROP TABLE x; --"
    as_dana.post(
        reverse("field-new"), NEW | {"label": hostile, "help": hostile, "kind": "choice", "choices": hostile}
    )
    it = fields_of("accounts")[0]
    assert it.key == f"f{it.pk}"
    shown = [
        page(as_dana, "fields"),
        page(as_dana, "field", it.pk),
        page(as_dana, "field-kind", it.pk, kind="text"),
    ]
    assert all("alert(1)" in text and "<script>alert" not in text for text in shown)


def test_every_subject_has_its_place_on_the_page(as_dana: Client) -> None:
    shown = page(as_dana, "fields")
    assert all(f"?of={subject}" in shown for subject in (Subject.ACCOUNTS, Subject.PEOPLE, Subject.ORDERS))


@pytest.mark.parametrize("label", ["\u200b", "\u202e\u202c"])
def test_a_field_has_a_name_that_can_be_seen(as_dana: Client, label: str) -> None:
    answer = as_dana.post(reverse("field-new"), NEW | {"label": label})
    assert answer.status_code == 422
    assert "can be seen" in answer.content.decode()
    as_dana.post(reverse("field-new"), NEW | {"label": "Oven\u202e size"})
    assert labels() == ["Oven size"]
