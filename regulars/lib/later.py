"""Work for later. Jobs know rules; rules do not know jobs: a rule says `later(case.announce)` or
`enqueue("retention.score", run=7)`, and the worker finds out what that is. Both write the job in the
transaction that needs it, so a rolled-back change leaves no job behind."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued

Function = TypeVar("Function", bound=Callable[..., Any])
JOBS: dict[str, Callable[..., Any]] = {}


class UnknownJob(LookupError):
    """No app's jobs.py registers a job of that name, or the method is not marked @background."""


def job(name: str) -> Callable[[Function], Function]:
    """Register a function of an app's jobs.py under `app.verb`. It takes keyword ids, claims, then acts."""

    def register(function: Function) -> Function:
        JOBS[name] = function
        return function

    return register


def background(method: Function) -> Function:
    """Mark a method that may be called later by its name."""
    method.__dict__["is_background"] = True
    return method


def enqueue(name: str, /, **kwargs: Any) -> int:
    """Run the job called `name` soon, in the worker; returns the queue's id. `kwargs` must be JSON."""
    return queue.configure_task("regulars.run_job").defer(name=name, kwargs=kwargs)


def enqueue_once(name: str, /, **kwargs: Any) -> None:
    """As `enqueue`, but quiet when the same job is waiting already."""
    lock = f"{name}:{sorted(kwargs.items())}"
    task = queue.configure_task("regulars.run_job", queueing_lock=lock)
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(name=name, kwargs=kwargs)


def later(method: Callable[..., Any], /, **kwargs: Any) -> int:
    """Call a @background method of a saved record soon, in the worker."""
    record: Model = method.__self__  # type: ignore[attr-defined] # only bound methods have it; others fail loud
    name = method.__name__
    if not getattr(method, "is_background", False):
        raise UnknownJob(f"{record._meta.label}.{name} is not marked @background.")
    return queue.configure_task("regulars.run_method").defer(
        model=record._meta.label, pk=record.pk, method=name, kwargs=kwargs
    )


def run_job(name: str, kwargs: dict[str, Any]) -> None:
    if name not in JOBS:
        raise UnknownJob(f"No job is called {name!r}.")
    JOBS[name](**kwargs)


def run_method(model: str, pk: int, method: str, kwargs: dict[str, Any]) -> None:
    """A record that is gone has nothing left to do: quiet."""
    record = apps.get_model(model)._default_manager.filter(pk=pk).first()
    if record is None:
        return
    bound = getattr(record, method)
    if not getattr(bound, "is_background", False):
        raise UnknownJob(f"{model}.{method} is not marked @background.")
    bound(**kwargs)
