"""What points to an account or a person, asked of the models and the database themselves: an app that comes later is merged
with the rest without anybody remembering it."""

from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import CheckConstraint, F, ForeignKey, Model, Q
from django.db.models.fields.reverse_related import ForeignObjectRel

from regulars.people.models import Account, Person

OWN = {"people.merge", "people.awayrow", "people.droppedrow"}
RECORDS = (Account, Person)
_UNIQUE = """
SELECT array_agg(pg_get_indexdef(index.indexrelid, place, true) ORDER BY place),
       coalesce(pg_get_expr(index.indpred, index.indrelid, true), 'true')
FROM pg_index AS index, generate_series(1, index.indnkeyatts) AS place
WHERE index.indrelid = %s::regclass AND index.indisunique AND NOT index.indisprimary
GROUP BY index.indexrelid, index.indpred, index.indrelid
"""


class Unique(NamedTuple):
    """What may be there once: `parts` are columns or expressions as SQL, `where` the rows it holds for."""

    parts: list[str]
    where: str


# Two rows of one record that nobody wants to read twice, though the database would let them.
ALIKE = {
    ("people_contactpoint", "person_id"): Unique(["kind", "key"], "key <> ''"),
    ("people_contactpoint", "account_id"): Unique(["kind", "key"], "key <> '' AND person_id IS NULL"),
}


class Column(NamedTuple):
    """A column that holds the id of a record, with the table's key; all of them names of our own models."""

    model: type[Model]
    table: str
    column: str
    key: str

    @property
    def is_key(self) -> bool:
        """One row an account, named by the account's own id."""
        return self.column == self.key

    @property
    def target(self) -> type[Model]:
        field = next(field for field in self.model._meta.concrete_fields if field.column == self.column)
        return field.related_model  # type: ignore[return-value] # every column here is a reference


def columns_to(model: type[Model]) -> list[Column]:
    """Every reference to `model`, but those that tell of merges themselves."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        field, other = relation.field, relation.related_model
        if isinstance(other, str) or not isinstance(field, ForeignKey) or not other._meta.managed:
            continue
        if other._meta.label_lower in OWN or field.name == "merged_into":
            continue
        found.append(_column(other, field))
    return sorted(set(found), key=lambda column: (column.table, column.column))


def _column(model: type[Model], field: "ForeignKey[Any, Any]") -> Column:
    key = model._meta.pk
    return Column(model, model._meta.db_table, field.column, str(key.column) if key else "id")


def column_of(table: str, column: str) -> Column | None:
    """The reference a note of a moved row names; None where the app is no longer there."""
    for model in apps.get_models():
        if model._meta.db_table != table:
            continue
        for field in model._meta.concrete_fields:
            if field.column == column and isinstance(field, ForeignKey):
                return _column(model, field)
    return None


def references_in(model: type[Model]) -> "list[ForeignKey[Any, Any]]":
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def twins_of(column: Column) -> list[str]:
    """Columns of the same row that must not hold the same record: somebody is no partner of themselves."""
    others = {
        field.name: field.column
        for field in references_in(column.model)
        if field.related_model is column.target and field.column != column.column
    }
    name = next(field.name for field in column.model._meta.concrete_fields if field.column == column.column)
    twins = set()
    for constraint in column.model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
            named = _named(constraint.condition)
            twins |= {others[other] for other in others if {name, other} <= named}
    return sorted(twins)


def _named(condition: Q) -> set[str]:
    found: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= _named(child)
        elif isinstance(child, tuple):
            found.add(str(child[0]).split("__")[0])
            found |= {str(child[1].deconstruct()[1][0])} if isinstance(child[1], F) else set()
    return found


def uniques_of(cursor: Any, column: Column) -> list[Unique]:
    """What may be there once in the table, for one record in this column."""
    cursor.execute(_UNIQUE, [f'"{column.table}"'])
    quoted = {column.column, f'"{column.column}"'}
    found = [Unique(parts, where) for parts, where in cursor.fetchall() if quoted & set(parts)]
    alike = ALIKE.get((column.table, column.column))
    return [*found, alike] if alike else found
