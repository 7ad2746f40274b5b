"""Every route that changes something, with ids of records that are not theirs: refused, and not a row was touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account
from regulars.team.models import Member
from tests.access_rows import READ_ONLY, nothing
from tests.access_table import ANYONE, ROWS
from tests.cast import Cast
from tests.outsiders import OUTSIDERS, of_their_own, onlooker, outsider
from tests.test_access import OURS

LISTS = {"list-acted", "list-board-moved", "list-file"}
VIEWS = {name for name in ROWS if name.startswith("view-")}
ABOUT = sorted(
    name
    for name, row in ROWS.items()
    if row.write not in {None, ANYONE} and row.strict and row.of is not nothing and name not in LISTS | VIEWS
)
"""Of one record each. Lists are attacked by their filters; a saved list that is shared is everybody's."""
BODY = {
    **dict.fromkeys(
        ["name", "value", "note", "reason", "what", "words", "text", "label", "why"], "zqwritten"
    ),
    "channel": "note",
    "sure": "on",
    "outcome": "waiting",
    "until": "2027-01-31",
    "came_by": "fair",
}
REFUSED = {403, 404}


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """Rows of ours written meanwhile, by the table, in whatever statement."""
    written: dict[str, int] = {}
    before = _written()
    yield written
    written |= {table: number for table, number in _written().items() if number > before.get(table, 0)}


def _written() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return {table: number for table, number in cursor.fetchall() if table in OURS}


def refused(client: Client, url: str, body: dict[str, Any], who: str, **headers: str) -> None:
    with counted() as written:
        answer = client.post(url, body, headers=headers)
    told = f"{who}: POST {url} answered {answer.status_code}"
    away = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    assert answer.status_code in REFUSED or away, told
    assert not written, f"{told} and wrote to {written}"


@pytest.mark.attack("B1", "B7", "B12")
@pytest.mark.parametrize("name", ABOUT)
def test_nobody_changes_what_is_not_theirs(name: str, cast: Cast) -> None:
    """Nor does it help to say in the body, or in a header, whose it is or who asks."""
    with transaction.atomic():
        url = reverse(name, kwargs=ROWS[name].of(cast))
        said = BODY | {"member": str(cast.dana.pk), "account": str(cast.quiet.pk), "team": "1"}
        for which in OUTSIDERS:
            client = outsider(which, cast)
            refused(client, url, {}, which)
            refused(client, url, said, which, **{"HX-Request": "true", "X-Member": str(cast.dana.pk)})


@pytest.mark.attack("B1", "B7")
@pytest.mark.parametrize("name", [name for name in ABOUT if ROWS[name].write != READ_ONLY])
def test_who_sees_all_changes_only_their_own(name: str, cast: Cast) -> None:
    """But for what changes nobody: a file that is handed over to who may look."""
    with transaction.atomic():
        url = reverse(name, kwargs=ROWS[name].of(cast))
        refused(onlooker(cast), url, BODY, "the onlooker")


def numbers(kwargs: dict[str, Any]) -> list[str]:
    return [key for key, value in kwargs.items() if isinstance(value, int) and key != "tag_pk"]


@pytest.mark.attack("B2")
@pytest.mark.parametrize("name", ABOUT)
def test_no_foreign_record_is_reached_through_one_of_their_own(name: str, cast: Cast) -> None:
    with transaction.atomic():
        foreign = ROWS[name].of(cast)
        if len(numbers(foreign)) < 2:
            return
        client = outsider("own", cast)
        own = ROWS[name].of(of_their_own(cast))
        for key in numbers(foreign):
            url = reverse(name, kwargs=own | {key: foreign[key]})
            refused(client, url, BODY, f"with a foreign {key}")


FORGED = ["owner", "owner_id", "backup", "team", "role", "is_active", "is_superuser", "account", "account_id"]
FORGED += ["person", "person_id", "member", "member_id", "id", "pk", "removed_at", "merged_into", "access"]


@pytest.mark.attack("B5", "B12")
@pytest.mark.parametrize("name", ABOUT)
def test_what_nobody_asked_for_in_a_form_changes_nobody(name: str, cast: Cast) -> None:
    """Owner, team, role and ids of a foreign account, sent along with a form about their own."""
    with transaction.atomic():
        own = ROWS[name].of(of_their_own(cast))
        client = outsider("own", cast)
        kept = list(Member.objects.order_by("pk").values("pk", "role", "team", "is_active", "email"))
        theirs, mine = stands(cast.harbour), stands(cast.quiet)
        sent = BODY | {key: str(cast.harbour.pk) for key in FORGED} | {"role": "owner", "is_active": "on"}
        if own.get("field") != "owner":
            client.post(reverse(name, kwargs=own), sent)
        assert list(Member.objects.order_by("pk").values("pk", "role", "team", "is_active", "email")) == kept
        assert stands(cast.harbour) == theirs
        assert stands(cast.quiet)["owner_id"] == mine["owner_id"]


def stands(account: Account) -> dict[str, Any]:
    return dict(Account.objects.filter(pk=account.pk).values().get())
