"""A statement answers as the query set does, with one SQL for all values, or refuses to be one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext

from regulars.lib.statements import NotAStatement, Statement
from regulars.people.models import Account, Person
from regulars.timeline.models import log_touch
from tests.cast import Cast

EXAMPLES = (-7_000_001, -7_000_002)


def people(account: int) -> QuerySet[Any, Any]:
    found = (
        Person.objects.filter(account=account).annotate(loud=Upper("name")).select_related("account__owner")
    )
    return found.order_by("pk")[:2]


def test_records_come_as_the_query_set_brings_them(cast: Cast) -> None:
    Account.objects.filter(pk=cast.harbour.pk).update(owner=cast.dana)
    Person.objects.create(account=cast.harbour, name="Marco Pell", custom={"f1": "x"})
    statement = Statement(people, account=EXAMPLES)
    for account in (cast.harbour, cast.vets, cast.harbour):
        with CaptureQueriesContext(connection) as queries:
            found = statement(account=account.pk)
            told = [(one, one.loud, one.custom, one.account.name, one.account.owner) for one in found]
        assert len(queries) == 1
        wanted = people(account.pk)
        assert told == [(one, one.loud, one.custom, one.account.name, one.account.owner) for one in wanted]
    assert statement(account=0) == []


def test_dictionaries_and_moments_too(cast: Cast) -> None:
    log_touch(account_id=cast.harbour.pk, by=cast.dana, channel="call", note="x")

    def counted(account: int, since: datetime) -> QuerySet[Any, Any]:
        recent = Count("touches", filter=Q(touches__at__gt=since))
        return Account.objects.filter(pk=account).values("name").annotate(recent=recent, all=Count("touches"))

    moments = (datetime(1901, 1, 1, tzinfo=UTC), datetime(1902, 1, 1, tzinfo=UTC))
    statement = Statement(counted, account=EXAMPLES, since=moments)
    then, later = datetime(2020, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)
    harbour = cast.harbour.pk
    assert statement(account=harbour, since=then) == [{"name": "Harbour Bakery", "recent": 1, "all": 1}]
    assert statement(account=harbour, since=later) == [{"name": "Harbour Bakery", "recent": 0, "all": 1}]


def some(many: int) -> QuerySet[Any, Any]:
    return Person.objects.order_by("pk")[: abs(many)]


def after(pk: int) -> QuerySet[Any, Any]:
    return Person.objects.filter(pk__gt=pk + 1)


def anybody(pk: int) -> QuerySet[Any, Any]:
    return Person.objects.all()


@pytest.mark.parametrize(("build", "name"), [(some, "many"), (after, "pk"), (anybody, "pk")])
def test_what_is_more_than_values_in_places_is_refused(db: None, build: Any, name: str) -> None:
    with pytest.raises(NotAStatement):
        Statement(build, **{name: EXAMPLES})(**{name: 1})
