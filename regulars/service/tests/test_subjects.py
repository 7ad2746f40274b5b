"""Promises as a list: every field shown, asked for, and sorted by an index."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from regulars.lists.subjects import SUBJECTS, fields_of
from regulars.service.models import Promise, Side
from regulars.service.subjects import due_in
from regulars.service.tests.promises import at, in_days, lapsed, promised, today
from regulars.service.when import Due
from tests.cast import Cast


def test_every_field_can_be_shown(cast: Cast) -> None:
    promised(cast.harbour, cast.sam)
    fields = fields_of("promises", cast.dana)
    paths = {f"c{number}": field.path for number, field in enumerate(fields.values())}
    for alias, path in paths.items():
        found = (
            Promise.objects.values("pk")
            if isinstance(path, str)
            else Promise.objects.annotate(**{alias: path})
        )
        assert found.values(path if isinstance(path, str) else alias).count() == 1
    assert set(SUBJECTS["promises"].columns) <= set(fields)


def test_a_due_day_is_the_day_one_named(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam, due=in_days(3))
    noon = promised(cast.harbour, cast.sam, due=Due(at(f"{today() + timedelta(days=3)} 12:00"), None))
    day = today() + timedelta(days=3)
    assert set(Promise.objects.filter(due_in("is", day))) == {made, noon}
    assert not Promise.objects.filter(due_in("is", day + timedelta(days=1))).exists()
    assert not Promise.objects.filter(due_in("before", day)).exists()
    assert Promise.objects.filter(due_in("in_next", 3)).count() == 2


@pytest.mark.parametrize("column", ["due", "made_at"])
def test_an_index_answers_each_order(cast: Cast, column: str) -> None:
    with connection.cursor() as cursor:
        for road in ("seqscan", "bitmapscan", "sort"):  # of a few rows any road is as short
            cursor.execute(f"SET LOCAL enable_{road} = off")
        cursor.execute(f"EXPLAIN SELECT id FROM service_promise ORDER BY {column}, id LIMIT 50")
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "promise_by_" in plan
    assert "Sort" not in plan


def test_the_list_shows_them_and_filters_by_what_is_late(cast: Cast, as_dana: Client) -> None:
    lapsed(cast.harbour, cast.sam, what="Menu photos", side=Side.THEIRS)
    promised(cast.vets, cast.sam, "Answer about rye")
    address = reverse("list", args=["promises"])
    everything = as_dana.get(address).content.decode()
    assert "Menu photos" in everything
    assert "Answer about rye" in everything
    late = as_dana.get(f"{address}?where=late:yes").content.decode()
    assert "Menu photos" in late
    assert "Answer about rye" not in late
