"""The access matrix: every route, every role, reading and writing, against the table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from regulars.team.models import Firm, Kind, Role
from tests.access_table import ANYONE, ROWS, Row
from tests.cast import Cast
from tests.conftest import confirm_again
from tests.routes import routes

ROUTES = {route.name: route.view for route in routes()}
LISTED = sorted(set(ROUTES) & set(ROWS))
WHO = ["nobody", "rita", "sam", "marta", "dana", "otto"]
OURS = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("regulars.")}
WRITING = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|COPY)\s+"?(\w+)"?', re.IGNORECASE)


def lets_in(role: str | None, who: str, cast: Cast, right: str = "") -> bool:
    if role is None:
        return False
    if role == ANYONE:
        return True
    if who in {"nobody", "otto"}:
        return False
    member = type(cast.dana).objects.get(pk=getattr(cast, who).pk)  # with the table of roles as it stands
    return member.holds(role) and (not right or member.may(right))


def browser(who: str, cast: Cast) -> Client:
    """Otto's session began before he left: he was let in, then his access ended."""
    client = Client(raise_request_exception=False)
    if who == "otto":
        type(cast.otto).objects.filter(pk=cast.otto.pk).update(is_active=True)
        cast.otto.refresh_from_db()
        client.force_login(cast.otto)
        type(cast.otto).objects.filter(pk=cast.otto.pk).update(is_active=False)
    elif who != "nobody":
        client.force_login(getattr(cast, who))
    return client


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def watched() -> Iterator[set[str]]:
    """Collects which of our tables were written to meanwhile."""
    written: set[str] = set()

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        found = WRITING.match(str(sql))
        if found and found[1] in OURS:
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def turned_away(answer: Any) -> bool:
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    return answer.status_code in {401, 403} or to_sign_in


def test_every_route_has_a_line_in_the_table() -> None:
    missing = sorted(set(ROUTES) - set(ROWS))
    assert not missing, f"add a line to tests/access_table.py for {missing}"


def test_every_line_of_the_table_is_a_route() -> None:
    assert not sorted(set(ROWS) - set(ROUTES))


@pytest.mark.parametrize("name", LISTED)
def test_the_door_of_the_view_is_what_the_table_says(name: str) -> None:
    row = ROWS[name]
    door = getattr(ROUTES[name], "door", "no door")
    assert door != "no door", f"{name} wears neither @members nor @public"
    if door is None:
        assert {row.read, row.write} <= {ANYONE, None}
    else:
        assert row.read in {door[0], None}
        assert row.write in {door[1], None}
    assert row.right == getattr(ROUTES[name], "right", "")


def try_it(name: str, row: Row, who: str, method: str, role: str | None, cast: Cast) -> None:
    with undone():
        url = reverse(name, kwargs=row.of(cast))
        client = browser(who, cast)
        with watched() as written:
            answer = getattr(client, method)(url)
    told = f"{who}: {method} {url} answered {answer.status_code}"
    assert answer.status_code < 500 or answer.status_code == 503, told  # 503: /health, where no worker runs
    if lets_in(role, who, cast, row.right):
        # The sign-in library asks people to confirm themselves first; that is being let in.
        assert not turned_away(answer) or not row.strict or role == ANYONE, told
    elif role is None and not turned_away(answer):
        assert answer.status_code == 405 or not row.strict, f"{told}, but this is not offered"
        assert not written, told
    else:
        assert turned_away(answer), told
        assert not written, f"{told} but wrote to {written}"


@pytest.mark.attack("B1", "B7")
@pytest.mark.parametrize("name", LISTED)
def test_each_route_lets_in_exactly_whom_the_table_says(name: str, cast: Cast) -> None:
    row = ROWS[name]
    for who in WHO:
        try_it(name, row, who, "get", row.read, cast)
        try_it(name, row, who, "post", row.write, cast)


OTHERWISE = {
    Role.MANAGER: {"see": {}, "edit": {}, "rights": ["export", "money"]},
    Role.MEMBER: {
        "see": dict.fromkeys(Kind.values, "all"),
        "edit": dict.fromkeys(Kind.values, "all"),
        "rights": ["settings"],
    },
    Role.READ_ONLY: {"see": dict.fromkeys(Kind.values, "all"), "edit": {}, "rights": ["remove", "settings"]},
}
"""A table of roles turned round: managers see nobody and settle nothing, members settle but neither remove nor see money;
what is written for those who may only look counts for nothing."""


NEEDS_SIGHT = {
    "imports": {"post"},  # a file may be about anybody
    "view-change": {"get", "post"},  # a list of what one may not see is nobody's to change
    "view-kept": {"post"},
    "view-removed": {"post"},
}
"""Refused to whoever sees nobody, whatever their role, and why."""


@pytest.mark.attack("B1", "B7")
@pytest.mark.parametrize("name", LISTED)
def test_a_changed_table_of_roles_opens_and_closes_exactly_what_it_says(name: str, cast: Cast) -> None:
    Firm.objects.update(access=OTHERWISE)
    for who in ("rita", "sam", "marta", "dana"):
        refused = NEEDS_SIGHT.get(name, set()) if who == "marta" else set()
        for method, role in (("get", ROWS[name].read), ("post", ROWS[name].write)):
            try_it(name, ROWS[name], who, method, None if method in refused else role, cast)


@pytest.mark.attack("B18")
@pytest.mark.parametrize("name", LISTED)
def test_no_other_verb_and_no_override_reaches_a_view(name: str, cast: Cast) -> None:
    """PUT, PATCH and DELETE change nothing; an override header or field is not believed."""
    row = ROWS[name]
    with undone():
        url = reverse(name, kwargs=row.of(cast))
        client = browser("dana", cast)
        with watched() as written:
            for verb in ("put", "patch", "delete"):
                answer = getattr(client, verb)(url)
                assert answer.status_code >= 400 or not row.strict, f"{verb} {url}: {answer.status_code}"
            override = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE"}
            client.get(url, {"_method": "DELETE"}, headers=override)
            client.head(url)
            client.options(url)
        assert not written
        stranger = browser("nobody", cast)
        if row.read not in {ANYONE, None}:
            assert turned_away(stranger.head(url))
            assert turned_away(stranger.options(url)) or not row.strict


@pytest.mark.attack("B1")
@pytest.mark.parametrize("name", LISTED)
def test_an_id_that_is_not_there_is_a_plain_404(name: str, cast: Cast) -> None:
    row = ROWS[name]
    with undone():
        kwargs = row.of(cast)
        ids = {key: 999_999_999 for key, value in kwargs.items() if isinstance(value, int)}
        if not ids:
            return
        url = reverse(name, kwargs=kwargs | ids)
        client = browser("dana", cast)
        confirm_again(client, cast.dana)
        answer = getattr(client, "get" if row.read else "post")(url)
        assert answer.status_code in {404, 410} or not row.strict, f"{url}: {answer.status_code}"
