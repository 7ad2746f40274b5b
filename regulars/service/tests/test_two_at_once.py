"""Two people, or one with two clicks, at the same promise: one of them is too late, and nothing is told twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from regulars.service.errors import AcceptedAlready, PromiseEnded
from regulars.service.models import About, Promise, Side, promise
from regulars.service.tests.promises import in_days, promised
from tests.cast import Cast


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each came to: its answer, or the refusal it met."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait(timeout=10)
        try:
            return act()
        except (PromiseEnded, AcceptedAlready) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]


@pytest.mark.django_db(transaction=True)
def test_of_kept_and_broken_at_once_one_stands(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    came = together(
        lambda: Promise.objects.get(pk=made.pk).keep(by=cast.sam),
        lambda: Promise.objects.get(pk=made.pk).break_(by=cast.dana, why="Ran out"),
    )
    assert sum(isinstance(one, PromiseEnded) for one in came) == 1
    assert made.changes.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_yeses_are_one(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam, deliver_by=cast.marta)
    came = together(*[lambda: Promise.objects.get(pk=made.pk).accept(by=cast.marta)] * 2)
    assert sum(isinstance(one, AcceptedAlready) for one in came) == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_writes_one_promise(cast: Cast) -> None:
    once, due = uuid4(), in_days(3)
    came = together(
        *[
            lambda: promise(
                cast.harbour, by=cast.sam, side=Side.OURS, about=About.DATE, what="Rye", due=due, once=once
            )
        ]
        * 2
    )
    assert {made.pk for made, _event in came} == {Promise.objects.get().pk}
    assert sum(event is None for _made, event in came) == 1
