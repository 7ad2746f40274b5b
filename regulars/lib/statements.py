"""A query that a busy page asks again and again: its SQL is built once in a process, and asked with other values.

Django builds the SQL of a query set anew each time, and the server plans it anew, which costs more than the answer. What a
statement returns is what the query set would: records, with whatever was selected along, or dictionaries.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime
from functools import cached_property, partial
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import QuerySet

from regulars.lib.prepared import Preparing, typed, written_in

Build = Callable[..., QuerySet[Any, Any]]


# Two of each, unlike any that a record has: examples to build a statement with.
NUMBERS = (-7_000_001, -7_000_002)
OTHER_NUMBERS = (-7_000_003, -7_000_004)
DAYS = (date(1901, 1, 1), date(1902, 1, 1))
MOMENTS = (datetime(1901, 1, 1, tzinfo=UTC), datetime(1902, 1, 1, tzinfo=UTC))


class NotAStatement(TypeError):
    """The SQL depends on the values in other ways than by holding them: a limit, a condition left out, a sum of them."""


class Compiled(NamedTuple):
    """`names`: whose value goes where among the parameters."""

    sql: str
    names: list[str]
    compiler: Any
    queryset: QuerySet[Any, Any]


class Statement:
    """`build(**values)` makes the query set. `examples` are two values for each of its names, unlike all others in it."""

    def __init__(self, build: Build, **examples: tuple[Any, Any]) -> None:
        self.build, self.examples = build, examples

    def __call__(self, **values: Any) -> list[Any]:
        made = self.compiled
        asked = made.queryset._chain()  # type: ignore[attr-defined] # a copy, as every method of a query set makes one
        compiler = copy(made.compiler)
        compiler.connection = Preparing(connections[asked.db])
        compiler.as_sql = partial(_answer, (made.sql, tuple(typed(values[name]) for name in made.names)))
        asked.query.get_compiler = partial(_answer, compiler)
        return list(asked)

    @cached_property
    def compiled(self) -> Compiled:
        """Built with both examples: what differs is where the values are. Raises NotAStatement."""
        first, second = (self._built(way) for way in (0, 1))
        (queryset, compiler, sql, params), (_queryset, _compiler, other, others) = first, second
        named = dict(zip(self.examples.values(), self.examples, strict=True))
        pairs = list(enumerate(zip(params, others, strict=False)))
        places = [(place, named.get(pair, "")) for place, pair in pairs if pair[0] != pair[1]]
        if sql != other or {name for _place, name in places} != set(self.examples):
            raise NotAStatement(sql)
        kept = written_in(sql, params, {place for place, _name in places}, connections[queryset.db])
        return Compiled(kept, [name for _place, name in places], compiler, queryset)

    def _built(self, way: int) -> tuple[QuerySet[Any, Any], Any, str, tuple[Any, ...]]:
        queryset = self.build(**{name: pair[way] for name, pair in self.examples.items()})
        compiler = queryset.query.get_compiler(queryset.db)
        sql, params = compiler.as_sql()
        return queryset, compiler, sql, tuple(params)


def _answer(what: Any, *args: Any, **options: Any) -> Any:
    return what
