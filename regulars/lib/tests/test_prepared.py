"""What a busy page asks is planned once a connection, whatever is asked for, and answers as before."""

from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from psycopg.types.numeric import Int8

from regulars.lib.prepared import asked_by_hand, cursor_of, typed
from regulars.lib.statements import NUMBERS, Statement
from regulars.people.models import Account
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db")


def kept_plans(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{words}%"])
        return int(cursor.fetchone()[0])


def odd(pk: int) -> QuerySet[Any, Any]:
    said = Concat(Value("100% of "), F("name"), Value(", it's a '%s'"))
    return Account.objects.filter(pk=pk).annotate(said=said).values("said")


def test_a_statement_is_planned_once_for_small_and_large_numbers(cast: Cast) -> None:
    statement = Statement(odd, pk=NUMBERS)
    for pk in (1, 40_000, 3_000_000_000, cast.harbour.pk):
        found = statement(pk=pk)
    assert kept_plans("100% of") == 1
    assert found == [{"said": "100% of Harbour Bakery, it's a '%s'"}]


def test_records_of_a_statement_by_hand_are_prepared_too(cast: Cast) -> None:
    sql = "SELECT * FROM people_account WHERE id = %(pk)s /* by hand */"
    for account in (cast.harbour, cast.vets, cast.harbour):
        assert list(asked_by_hand(Account, sql, {"pk": account.pk})) == [account]
    assert kept_plans("by hand") == 1


def test_only_whole_numbers_are_sent_as_keys() -> None:
    told = [typed(value) for value in (True, "7", None)]  # a value like any other
    assert [type(value) for value in told] == [bool, str, type(None)]
    assert type(typed(7)) is Int8


def test_what_is_not_asked_this_way_is_never_prepared(cast: Cast) -> None:
    for _ in range(3):
        list(Account.objects.filter(pk=cast.harbour.pk, name="never kept"))
    assert kept_plans("never kept") == 0


def test_a_statement_that_fails_leaves_the_connection_usable(cast: Cast) -> None:
    with pytest.raises(DataError), transaction.atomic(), cursor_of(connection) as cursor:
        cursor.execute("SELECT 1 / %(by)s", {"by": typed(0)})
    assert Statement(odd, pk=NUMBERS)(pk=cast.vets.pk)


def test_the_log_of_queries_tells_its_words_each_time(cast: Cast) -> None:
    statement = Statement(odd, pk=NUMBERS)
    with CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            statement(pk=cast.vets.pk)
    assert all("people_account" in query["sql"] for query in queries)
