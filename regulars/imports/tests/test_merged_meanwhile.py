"""Imports and merges in each other's way: before, between and after one another."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from regulars.imports.ledger.holding import hold
from regulars.imports.tests.files import bring_rows, take_back
from regulars.orders.models import Order
from regulars.people.merging.errors import LedgerBusy
from regulars.people.merging.joining import merge_accounts
from regulars.people.merging.parting import part
from regulars.people.models import Account, Person
from regulars.timeline.models import Touch
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def row(number: str, day: int, customer: str, name: str, price: str = "5") -> list[str]:
    return [number, f"2026-03-{day:02}", customer, name, "RYE", "1", price]


FIRST = [row("1", 1, "7", "Ada"), row("2", 2, "8", "Ines")]


def whose() -> dict[str, str]:
    return dict(Order.objects.values_list("external_id", "account__name"))


def two(folder: Path) -> tuple[Any, Account, Account]:
    importing = bring_rows(folder, FIRST)
    return importing, Account.objects.get(name="Ada"), Account.objects.get(name="Ines")


def test_the_next_import_finds_the_one_that_was_kept(tmp_path: Path, cast: Cast) -> None:
    _importing, ada, ines = two(tmp_path)
    merge = merge_accounts(ada, ines, by=cast.dana)
    bring_rows(tmp_path, [row("3", 3, "8", "Ines")], name="next.csv")
    assert whose() == {"1": "Ada", "2": "Ada", "3": "Ada"}
    assert Account.objects.filter(name="Ines").count() == 1
    part(merge, by=cast.dana)
    assert whose() == {"1": "Ada", "2": "Ines", "3": "Ada"}
    bring_rows(tmp_path, [row("4", 4, "8", "Ines")], name="more.csv")
    assert whose()["4"] == "Ines"


def test_an_import_is_taken_back_after_its_customers_became_one(tmp_path: Path, cast: Cast) -> None:
    importing, ada, ines = two(tmp_path)
    merge = merge_accounts(ada, ines, by=cast.dana)
    take_back(importing)
    assert not Order.objects.exists()
    part(merge, by=cast.dana)
    assert set(Account.objects.filter(pk__in=[ada.pk, ines.pk], removed_at=None)) == {ada, ines}


def test_a_new_customer_merged_into_an_old_one_leaves_nothing_behind(tmp_path: Path, cast: Cast) -> None:
    people = set(Person.objects.values_list("pk", flat=True))
    importing = bring_rows(tmp_path, [row("1", 1, "7", "Ada")])
    ada = Account.objects.get(name="Ada")
    merge_accounts(cast.harbour, ada, by=cast.dana)
    take_back(importing)
    assert not Order.objects.exists()
    assert set(cast.harbour.people.values_list("pk", flat=True)) <= people


def test_somebody_an_import_added_stays_where_a_contact_with_them_was_noted(
    tmp_path: Path, cast: Cast
) -> None:
    importing = bring_rows(tmp_path, [row("1", 1, "7", "Ada")])
    ada = Account.objects.get(name="Ada")
    person = ada.people.get()
    merge_accounts(cast.harbour, ada, by=cast.dana)
    Touch.objects.create(account=cast.harbour, person=person, member=cast.sam, channel="call")
    take_back(importing)
    assert cast.harbour.people.filter(pk=person.pk).exists()


def test_old_values_that_come_back_follow_a_merge_made_since(tmp_path: Path, cast: Cast) -> None:
    _first, ada, ines = two(tmp_path)
    second = bring_rows(tmp_path, [row("2", 2, "8", "Ines", price="9")], name="second.csv")
    merge = merge_accounts(ada, ines, by=cast.dana)
    take_back(second)
    assert whose() == {"1": "Ada", "2": "Ada"}
    assert str(Order.objects.get(external_id="2").amount) == "5.0000"
    part(merge, by=cast.dana)
    assert whose() == {"1": "Ada", "2": "Ines"}


def test_old_values_from_while_they_were_one_follow_the_way_back(tmp_path: Path, cast: Cast) -> None:
    _first, ada, ines = two(tmp_path)
    merge = merge_accounts(ada, ines, by=cast.dana)
    second = bring_rows(tmp_path, [row("2", 2, "8", "Ines", price="9")], name="second.csv")
    part(merge, by=cast.dana)
    take_back(second)
    assert whose() == {"1": "Ada", "2": "Ines"}


@pytest.mark.attack("Y5")
@pytest.mark.django_db(transaction=True)
def test_nobody_is_merged_while_an_import_is_written(cast: Cast, tmp_path: Path) -> None:
    _importing, ada, ines = two(tmp_path)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            hold(cursor)
            with pytest.raises(LedgerBusy), transaction.atomic():
                merge_accounts(ada, ines, by=cast.dana)
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert merge_accounts(ada, ines, by=cast.dana).stands
