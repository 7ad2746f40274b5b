"""Two people, or a person and the worker, at one file at the same moment: one of them is refused, nothing is mixed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.utils import timezone

from regulars.imports import checking, jobs, running
from regulars.imports.errors import WrongState
from regulars.imports.models import Import, Progress, State
from regulars.imports.receiving import choose, receive
from regulars.imports.tests.files import HEADER, write
from regulars.imports.understanding.settings import Settings
from regulars.orders.models import Order
from regulars.team.models import Firm

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def waiting(transactional_db: Any, tmp_path: Path) -> Import:
    Firm.load()
    rows = [[str(number), "2026-03-01", "17", "Ines", "BUN", "1", "2.50"] for number in range(20)]
    return receive(write(tmp_path / "orders.csv", rows, HEADER), "orders.csv", kind="orders", member=None)


@contextmanager
def somebody_works_on(importing: Import) -> Iterator[None]:
    """Another session holds the import, as a worker does until it is through."""
    held, through = threading.Event(), threading.Event()

    def work() -> None:
        with transaction.atomic():
            checking.lock(Import.objects.get(pk=importing.pk))
            held.set()
            through.wait(20)
        connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    assert held.wait(20)
    try:
        yield
    finally:
        through.set()
        worker.join()


def fresh(importing: Import) -> Import:
    return Import.objects.select_related("progress").get(pk=importing.pk)


def in_state(importing: Import, state: State) -> Import:
    """As it is after its worker has been silent for an hour."""
    Import.objects.filter(pk=importing.pk).update(state=state)
    Progress.objects.filter(importing=importing).update(at=timezone.now() - LONG_AGO)
    return fresh(importing)


@pytest.mark.parametrize("state", [State.CHECKING, State.APPLYING])
def test_a_file_is_not_thrown_away_from_under_a_worker_that_is_only_silent(
    waiting: Import, state: State
) -> None:
    silent = in_state(waiting, state)
    with somebody_works_on(waiting), pytest.raises(WrongState):
        running.discard(silent)
    assert fresh(waiting).state == state
    running.discard(fresh(waiting))
    assert fresh(waiting).state == State.DISCARDED


def test_what_is_in_the_ledger_is_not_thrown_away_however_long_its_revert_is_silent(waiting: Import) -> None:
    running.do(waiting, "whole", score=False)
    for state in (State.REVERTING, State.APPLIED):
        with pytest.raises(WrongState, match="Revert the import instead"):
            running.discard(in_state(waiting, state))
    assert Order.objects.count() == 20


def test_a_page_that_is_out_of_date_throws_nothing_away(waiting: Import) -> None:
    old_page = fresh(waiting)
    running.do(waiting, "whole", score=False)
    with pytest.raises(WrongState):
        running.discard(old_page)
    assert (fresh(waiting).state, Order.objects.count()) == (State.APPLIED, 20)


def test_a_file_thrown_away_does_not_come_back_when_its_worker_gives_up(waiting: Import) -> None:
    running.begin(waiting, "check")
    Import.objects.filter(pk=waiting.pk).update(state=State.DISCARDED)
    running._go_back(waiting, "check", State.UNDERSTOOD, "late")
    assert fresh(waiting).state == State.DISCARDED
    for _again in range(2):
        jobs.check(import_id=waiting.pk)
    assert fresh(waiting).state == State.DISCARDED


def test_who_gives_up_leaves_the_step_to_who_has_taken_it_up(waiting: Import) -> None:
    running.begin(waiting, "check")
    with somebody_works_on(waiting):
        running._go_back(waiting, "check", State.UNDERSTOOD, "Stopped.")
        assert fresh(waiting).state == State.CHECKING
    for _again in range(2):
        jobs.check(import_id=waiting.pk)
    assert fresh(waiting).state == State.CHECKED


def test_columns_chosen_on_an_old_page_do_not_change_what_is_being_imported(waiting: Import) -> None:
    running.do(waiting, "check")
    old_page = fresh(waiting)
    running.begin(fresh(waiting), "apply")
    with pytest.raises(WrongState):
        choose(old_page, Settings.from_json(old_page.settings))
    for _again in range(2):
        jobs.apply(import_id=waiting.pk)
    assert (fresh(waiting).state, Order.objects.count()) == (State.APPLIED, 20)


def test_what_was_checked_with_other_columns_is_not_imported(waiting: Import) -> None:
    running.do(waiting, "check")
    page = fresh(waiting)
    choose(page, Settings.from_json(page.settings).saying(currency="EUR"))
    with pytest.raises(WrongState):
        running.begin(fresh(waiting), "apply")
    assert fresh(waiting).state == State.UNDERSTOOD


def test_two_who_throw_it_away_at_once_do_it_once(waiting: Import) -> None:
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def throw() -> None:
        page = fresh(waiting)
        together.wait(20)
        try:
            running.discard(page)
            outcomes.append("done")
        except WrongState:
            outcomes.append("refused")
        finally:
            connections.close_all()

    throwers = [threading.Thread(target=throw) for _ in range(2)]
    for thrower in throwers:
        thrower.start()
    for thrower in throwers:
        thrower.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert fresh(waiting).state == State.DISCARDED
