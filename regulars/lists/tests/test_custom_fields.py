"""The firm's own fields are asked for, shown and sorted by as any other."""

from typing import Any

import pytest
from django.test import Client

from regulars.fields.models import CustomField, FieldChoice
from regulars.lists.audience import members_of
from regulars.lists.filters import Filter, from_address
from regulars.lists.subjects import fields_of
from regulars.people.models import Account
from tests.cast import Cast


def made(kind: str, *choices: str) -> CustomField:
    field = CustomField.make(subject="accounts", label=f"Our {kind}", kind=kind)
    for choice in choices:
        FieldChoice.objects.create(field=field, label=choice)
    return CustomField.objects.get(pk=field.pk)


def keep(account: Account, field: CustomField, value: Any) -> None:
    account.custom[field.key] = value
    Account.objects.filter(pk=account.pk).update(custom=account.custom)


KEPT = {
    "text": ("Rye, sourdough", "is:rye~2c sourdough", "contains:dough", "begins:rye"),
    "link": ("https://harbour.example", "contains:harbour"),
    "number": ("12.5", "at_least:12", "is:12.50"),
    "money": ("99", "at_most:99.00"),
    "date": ("2024-02-29", "is:2024-02-29", "before:2024-03-01"),
    "month": ("2024-02", "is:2024-02", "after:2024-01", "before:2024-03"),
    "yes_no": (True, "yes"),
}


@pytest.mark.parametrize("kind", KEPT)
def test_a_field_of_each_kind_is_asked_for(kind: str, cast: Cast) -> None:
    field = made(kind)
    value, *asking = KEPT[kind]
    keep(cast.harbour, field, value)
    for asked in [*asking, *([] if kind == "yes_no" else ["filled"])]:
        found = members_of(from_address("accounts", f"{field.name}:{asked}"), cast.dana)
        assert [one.name for one in found] == ["Harbour Bakery"], asked
        others = members_of(from_address("accounts", f"!{field.name}:{asked}"), cast.dana)
        assert others.count() == 3


def test_choices_and_people_are_asked_for_by_what_they_are(cast: Cast) -> None:
    one, many, who = made("choice", "Gold", "Silver"), made("choices", "Bread", "Cake"), made("person")
    gold, bread, cake = *one.choices.filter(label="Gold"), *many.choices.all()
    for field, value in ((one, gold.pk), (many, [bread.pk, cake.pk]), (who, cast.vets.people.get().pk)):
        keep(cast.harbour, field, value)
    keep(cast.vets, many, [bread.pk])
    for where, number in (
        (f"{one.name}:is:{gold.pk}", 1),
        (f"{one.name}:is_not:{gold.pk}", 3),
        (f"{many.name}:any_of:{bread.pk},", 2),
        (f"{many.name}:all_of:{bread.pk},{cake.pk}", 1),
        (f"{many.name}:none_of:{cake.pk},", 3),
        (f"{many.name}:empty", 2),
        (f"{who.name}:is:ada oyelaran", 1),
        (f"{who.name}:contains:oyelaran", 1),
        (f"{who.name}:empty", 3),
    ):
        assert members_of(from_address("accounts", where), cast.dana).count() == number, where


def test_they_are_columns_and_headings(cast: Cast, as_dana: Client) -> None:
    size, tier = made("number"), made("choice", "Gold & more")
    CustomField.objects.filter(pk=size.pk).update(prepared_at="2026-11-22T06:00Z")
    for account, value in ((cast.vets, "10"), (cast.harbour, "9.5")):
        keep(account, size, value)
    keep(cast.harbour, tier, tier.choices.get().pk)
    address = f"/lists/accounts/?cols=name,{size.name},{tier.name}&sort={size.name}"
    page = as_dana.get(address).content.decode()
    order = [
        page.index(name) for name in ("Harbour Bakery</a>", "Oyelaran Vets</a>", "Green Park Dental</a>")
    ]
    assert order == sorted(order)
    assert "Gold &amp; more" in page
    page = as_dana.get(address.replace("sort=", "sort=-")).content.decode()
    assert page.index("Oyelaran Vets</a>") < page.index("Harbour Bakery</a>") < page.index("Tomas Albers</a>")


def test_a_filter_outlives_its_field(cast: Cast, as_dana: Client) -> None:
    """The page says so, leaves it out, and what is saved keeps it."""
    size = made("number")
    CustomField.objects.filter(pk=size.pk).update(archived_at="2026-11-22T06:00Z")
    where = f"{size.name}:at_least:5;kind:is:company"
    page = as_dana.get(f"/lists/accounts/?where={where}").content.decode()
    assert "was archived; it can be brought back" in page
    assert "Harbour Bakery</a>" in page
    assert "Tomas Albers</a>" not in page
    as_dana.post("/lists/accounts/views/new/", {"name": "Large", "where": where})
    CustomField.objects.filter(pk=size.pk).update(archived_at=None)
    assert f"{size.name}:at_least:5" in as_dana.get("/lists/accounts/?where=" + where).content.decode()
    view = as_dana.get("/lists/accounts/").context["views"].others[0]
    assert "is not there any more" not in as_dana.get(view.url).content.decode()


def test_a_filter_outlives_another_kind_of_its_field(cast: Cast, as_dana: Client) -> None:
    size = made("text")
    page = as_dana.get(f"/lists/accounts/?where={size.name}:at_least:5").content.decode()
    assert "cannot be asked like this any more" in page
    assert "Harbour Bakery</a>" in page


@pytest.mark.attack("C3")
def test_a_field_is_no_alias_whatever_it_is_called(cast: Cast, as_dana: Client) -> None:
    """Its label is text on a page; its name and its key are ours."""
    hostile = '"; DROP TABLE people_account; --<script>alert(1)</script>'
    field = made("text")
    CustomField.objects.filter(pk=field.pk).update(label=hostile[:80])
    keep(cast.harbour, field, "%s %(x)s \"' <b>")
    assert set(fields_of("accounts", cast.dana)) & {hostile, hostile[:80]} == set()
    page = as_dana.get(
        f"/lists/accounts/?cols=name,{field.name}&where={field.name}:contains:%25s"
    ).content.decode()
    assert "Harbour Bakery" in page
    assert "<script>alert" not in page
    assert "<b>" not in page.split("<tbody")[1]
    assert members_of(Filter("accounts"), cast.dana).count() == 4


def test_a_field_that_is_gone_is_called_by_its_name_and_says_why(cast: Cast, as_dana: Client) -> None:
    field = made("text")
    address = f"/lists/accounts/?where={field.name}:is:rye"
    assert "not there any more" not in as_dana.get(address).content.decode()
    CustomField.objects.filter(pk=field.pk).update(archived_at="2026-11-22T06:00Z")
    assert "“Our text” was archived; it can be brought back" in as_dana.get(address).content.decode()
    CustomField.objects.filter(pk=field.pk).update(archived_at=None, locked_at="2026-11-22T06:00Z")
    assert "“Our text” is being changed just now" in as_dana.get(address).content.decode()
    assert (
        "“f999999” is not there any more"
        in as_dana.get("/lists/accounts/?where=f999999:yes").content.decode()
    )


def test_all_of_several_choices_are_joined_by_and(cast: Cast, as_dana: Client) -> None:
    field = made("choices", "Bread", "Cake")
    both = ",".join(str(choice.pk) for choice in field.choices.all())
    said = as_dana.get(f"/lists/accounts/?where={field.name}:all_of:{both}").context["said"]
    assert said == "Our choices has all of Bread and Cake"
    said = as_dana.get(f"/lists/accounts/?where={field.name}:any_of:{both}").context["said"]
    assert said == "Our choices has any of Bread or Cake"
