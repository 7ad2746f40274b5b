"""The words of a record are true whenever it is: whoever changed it, and however many at once."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from regulars.finding.documents import rebuild
from regulars.finding.models import Document, Word
from regulars.finding.tests.asked import named
from regulars.people.models import Account, ContactPoint, Person
from tests.cast import Cast, account


def documents() -> list[tuple[Any, ...]]:
    columns = ("source", "source_id", "kind", "record_id", "own", "other", "digits")
    return sorted(Document.objects.values_list(*columns))


def test_a_new_name_is_found_and_the_old_one_is_not(cast: Cast) -> None:
    ines = cast.harbour.people.get()
    ines.name = "Inês Albuquerque"
    ines.save(update_fields=["name", "folded"])
    assert named("albu", cast.dana, "people") == ["Inês Albuquerque"]
    assert named("duarte", cast.dana, "people") == []
    Person.objects.filter(pk=ines.pk).update(email="dua@harbour.example")
    assert named("dua", cast.dana, "people") == ["Inês Albuquerque"]


def test_a_firm_that_is_renamed_renames_it_for_everybody_there(cast: Cast) -> None:
    cast.harbour.people.update(email="")
    Account.objects.filter(pk=cast.harbour.pk).update(name="Pier Bakery")
    assert named("ines pier", cast.dana, "people") == ["Ines Duarte"]
    assert named("ines harb", cast.dana, "people") == []
    assert named("pier", cast.dana, "accounts") == ["Pier Bakery"]


def test_somebody_who_moves_is_found_with_the_new_firm(cast: Cast) -> None:
    Person.objects.filter(account=cast.harbour).update(account=cast.vets, email="")
    assert named("ines oyelaran", cast.dana, "people") == ["Ines Duarte"]
    assert named("ines harbour", cast.dana, "people") == []


@pytest.mark.parametrize("table", [Account, Person])
def test_who_is_in_the_bin_is_not_found_and_comes_back_with_a_restore(table: Any, cast: Cast) -> None:
    table.objects.update(removed_at=timezone.now())
    assert named("ines", cast.dana) == []
    table.objects.update(removed_at=None)
    assert named("ines", cast.dana, "people") == ["Ines Duarte"]


def test_who_is_deleted_leaves_no_words(cast: Cast) -> None:
    ContactPoint.objects.create(account=cast.harbour, kind="email", value="x@harbour.example")
    ContactPoint.objects.all().delete()
    Person.objects.all().delete()
    Account.objects.all().delete()
    assert documents() == []


def test_a_way_to_reach_that_moves_to_somebody_else_is_found_there(cast: Cast) -> None:
    ines = cast.harbour.people.get()
    point = ContactPoint.objects.create(
        account=cast.harbour, person=ines, kind="email", value="shared@harbour.example"
    )
    ada = cast.vets.people.get()
    ContactPoint.objects.filter(pk=point.pk).update(person=ada, account=cast.vets)
    assert named("shared", cast.dana, "people") == ["Ada Oyelaran"]


def test_what_an_import_writes_by_sql_is_found(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_account (id, name, folded, kind, country, do_not_contact, created_at)"
            " SELECT 900000 + n, 'Quayside ' || n, 'quayside ' || n, 'company', '', false, now() FROM generate_series(1, 300) AS n"
        )
        cursor.execute(
            "INSERT INTO people_person (account_id, name, folded, email, phone, note)"
            " SELECT 900000 + n, 'Mo Castle' || n, 'mo castle' || n, '', '', '' FROM generate_series(1, 300) AS n"
        )
    assert named("castle299 quay", cast.dana, "people") == ["Mo Castle299"]


def test_a_change_that_is_rolled_back_leaves_the_words_as_they_were(cast: Cast) -> None:
    before = documents()
    with transaction.atomic():
        Person.objects.update(name="Nobody", email="")
        transaction.set_rollback(True)
    assert documents() == before


def test_a_bulk_change_of_something_else_writes_no_word(cast: Cast) -> None:
    before = list(Document.objects.order_by("pk").values_list("pk", "own"))
    xmin = "SELECT xmin::text FROM finding_document ORDER BY id"
    with connection.cursor() as cursor:
        cursor.execute(xmin)
        written = cursor.fetchall()
        Account.objects.update(owner=cast.sam)
        Person.objects.update(note="Likes rye.")
        cursor.execute(xmin)
        assert cursor.fetchall() == written
    assert list(Document.objects.order_by("pk").values_list("pk", "own")) == before


def test_rebuilding_mends_what_is_wrong_and_twice_is_the_same(cast: Cast) -> None:
    account("Söhne & Töchter", person="Shane O'Brien", email="s+o@x.example")
    right = documents()
    Document.objects.filter(source="p").delete()
    Document.objects.filter(source="a").update(own="wrong")
    Document.objects.create(
        source="p", source_id=10**9, kind="p", record_id=10**9, own="ghost", other="", digits=""
    )
    Word.objects.all().delete()
    rebuild()
    assert documents() == right
    words = sorted(Word.objects.values_list("word", flat=True))
    rebuild()
    assert documents() == right
    assert sorted(Word.objects.values_list("word", flat=True)) == words
    assert "brien" in words


def test_words_that_nobody_has_any_more_are_forgotten_by_a_rebuild(cast: Cast) -> None:
    account("Zanzibar")
    Account.objects.filter(name="Zanzibar").update(name="Corner")
    Person.objects.filter(name="Zanzibar").update(name="Corner")
    rebuild()
    assert not Word.objects.filter(word="zanzibar").exists()
