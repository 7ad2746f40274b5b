"""Every company has at least one person with a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.people.models import Account, Kind, Person
from regulars.people.named import is_a_name, is_last_named, without_a_name
from tests.cast import Cast

NOBODY = [
    "info",
    "Info@harbour.example",
    "Office",
    "Customer 17850",
    "17850",
    "The Manager",
    "",
    "  ",
    "Harbour Bakery",
]
SOMEBODY = ["Ines Duarte", "O", "李伟", "Олена Шевченко", "Jennifer Null", "D'Arcy O'Neill", "Hari Office"]


@pytest.mark.covers("M36")
@pytest.mark.parametrize("name", NOBODY)
def test_a_mailbox_a_number_or_the_companys_own_name_is_nobody(name: str) -> None:
    account = Account(name="Harbour Bakery", folded="harbour bakery", kind=Kind.COMPANY)
    assert not is_a_name(name, account)


@pytest.mark.parametrize("name", SOMEBODY)
def test_names_of_any_script_and_length_are_somebody(name: str) -> None:
    assert is_a_name(name, Account(name="Harbour Bakery", folded="harbour bakery", kind=Kind.COMPANY))


def test_an_individual_may_be_called_as_their_account_is() -> None:
    assert is_a_name(
        "Tomas Albers", Account(name="Tomas Albers", folded="tomas albers", kind=Kind.INDIVIDUAL)
    )


@pytest.mark.covers("M36")
def test_companies_without_anybody_named_are_found(cast: Cast) -> None:
    assert not Account.objects.filter(without_a_name()).exists()
    cast.harbour.people.update(name="info", folded="info")
    Person.objects.create(account=cast.harbour, name="Harbour Bakery")
    assert Account.objects.filter(without_a_name()).get() == cast.harbour


@pytest.mark.covers("M36")
def test_the_last_one_with_a_name_is_known_to_be_the_last(cast: Cast) -> None:
    ines = cast.harbour.people.get()
    assert is_last_named(ines)
    Person.objects.create(account=cast.harbour, name="office")
    assert is_last_named(ines)
    Person.objects.create(account=cast.harbour, name="Marco Pell")
    assert not is_last_named(ines)
    assert not is_last_named(cast.tomas.people.get())


@given(st.text(max_size=40).filter(lambda text: "\x00" not in text))
def test_any_text_is_judged_without_falling_over(name: str) -> None:
    assert is_a_name(name) in {True, False}


@pytest.mark.parametrize("name", [*NOBODY[:-1], *SOMEBODY])
def test_the_database_judges_as_the_form_does(cast: Cast, name: str) -> None:
    person = cast.harbour.people.get()
    person.name = name
    person.save()
    found = Account.objects.filter(without_a_name(), pk=cast.harbour.pk).exists()
    assert found is not is_a_name(name, cast.harbour)
