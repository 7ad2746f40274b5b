"""A new field gets its index beside the running product; an archived one gives it back. Each job run twice is safe."""

from typing import Any

import pytest
from django.db import IntegrityError, connection

from regulars.fields import jobs
from regulars.fields.models import CustomField, Kind
from regulars.fields.tests.made import choice, field
from regulars.fields.values import any_of, sortable, value_of
from regulars.people.models import Account
from tests.cast import Cast


@pytest.fixture(autouse=True)
def settled(cast: Cast) -> None:
    """In a test all is one transaction, and no index is made of a table whose foreign keys are yet to be checked."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def indexes() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'custom_f%'")
        return dict(cursor.fetchall())


def plan(query: Any) -> str:
    """How PostgreSQL would go about it if reading the whole table were out of the question."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return str(query.explain())


@pytest.mark.parametrize("kind", [kind for kind in Kind.values if kind not in {Kind.LONG_TEXT, Kind.CHOICES}])
def test_a_filter_and_an_order_use_the_index_of_the_field(kind: str, cast: Cast) -> None:
    it = field(kind)
    jobs.prepare(field_id=it.pk)
    jobs.prepare(field_id=it.pk)
    assert list(indexes()) == [f"custom_{it.key}"]
    ordered = Account.objects.annotate(value=value_of(it)).order_by("value", "id")
    assert f"using custom_{it.key}" in plan(ordered[:10])
    it.refresh_from_db()
    assert sortable(it)


def test_one_of_many_choices_is_found_by_its_index(cast: Cast) -> None:
    it = field(Kind.CHOICES)
    jobs.prepare(field_id=it.pk)
    gold, silver = choice(it, "Gold"), choice(it, "Silver")
    Account.objects.filter(pk=cast.vets.pk).update(custom={it.key: [gold, silver]})
    found = Account.objects.filter(any_of(it, [gold]))
    assert [account.pk for account in found] == [cast.vets.pk]
    assert f"custom_{it.key}" in plan(found)


def test_a_long_text_has_none(cast: Cast) -> None:
    it = field(Kind.LONG_TEXT)
    jobs.prepare(field_id=it.pk)
    assert indexes() == {}
    it.refresh_from_db()
    assert it.prepared_at
    assert not sortable(it)


def test_archiving_drops_it_and_the_values_stay(cast: Cast) -> None:
    it = field(Kind.TEXT)
    Account.objects.filter(pk=cast.vets.pk).update(custom={it.key: "kept"})
    jobs.prepare(field_id=it.pk)
    jobs.put_away(key=it.key)
    assert indexes(), "a field in use keeps its index"
    CustomField.objects.update(archived_at="2026-11-22T00:00Z")
    jobs.put_away(key=it.key)
    jobs.put_away(key=it.key)
    jobs.prepare(field_id=it.pk)
    assert indexes() == {}
    cast.vets.refresh_from_db()
    assert cast.vets.custom == {it.key: "kept"}


@pytest.mark.django_db(transaction=True)
def test_half_an_index_that_a_killed_worker_left_is_made_again(transactional_db: Any) -> None:
    it = field(Kind.NUMBER)
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError),
    ):  # the four have no value: one and the same
        cursor.execute(
            f"CREATE UNIQUE INDEX CONCURRENTLY custom_{it.key} ON people_account ((kind IS NOT NULL))"
        )
    assert "kind" in indexes()[f"custom_{it.key}"]
    jobs.prepare(field_id=it.pk)
    assert "kind" not in indexes()[f"custom_{it.key}"]
    CustomField.objects.update(archived_at="2026-11-22T00:00Z")
    jobs.put_away(key=it.key)
    assert indexes() == {}


def test_a_field_that_is_gone_is_nothing_to_do(cast: Cast) -> None:
    jobs.prepare(field_id=999)
    jobs.put_away(key="f999")
    assert indexes() == {}
