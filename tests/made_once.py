"""What takes long to make is made once for all tests of a module; each of them works in a savepoint and leaves nothing."""

import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from django.db import transaction

T = TypeVar("T")


def made_once(make: Callable[[pytest.FixtureRequest], T]) -> Any:
    """A fixture of module scope that stands for what `make` wrote and gave back. A test takes a `fresh` copy of it, together
    with `db`; every test of that module that reads the database finds it there."""

    @pytest.fixture(scope="module")
    def made(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[T]:
        around: Any = transaction.atomic()
        around._from_testcase = (
            True  # as of the savepoints of the tests themselves: what is durable may stand within
        )
        with django_db_blocker.unblock():
            around.__enter__()
            value = make(request)
        yield value
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    return made


def fresh(value: T) -> T:
    """A copy, so that what one test changes in memory the next one does not meet."""
    return copy.deepcopy(value)
