"""The index of a field: made and dropped beside the running product, so that no page waits for it."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import connection
from django.db.models import F, Index, Model
from django.utils import timezone

from regulars.fields.kinds import HANDLING
from regulars.fields.models import CustomField, Kind
from regulars.fields.records import model_of

_STATE = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)"


def index_name(key: str) -> str:
    return f"custom_{key}"


def index_of(field: CustomField) -> Index | None:
    """What answers a filter, and an order by (value, id), on this field; None for a kind nobody asks so."""
    handling = HANDLING[field.kind]
    if not handling.indexed:
        return None
    value = handling.expression(field.key)
    if field.kind == Kind.CHOICES:
        return GinIndex(value, name=index_name(field.key))
    return Index(value, F("id"), name=index_name(field.key))


def prepare(field: CustomField) -> None:
    """Make the index where it is missing, and again where a killed worker left half of one. Twice makes it once."""
    model, index = model_of(field.subject), index_of(field)
    if model and index and _is_valid(field) is not True:
        if _is_valid(field) is False:
            with connection.cursor() as cursor:
                _drop(cursor, index_name(field.key))
        _add(model, index)
    CustomField.objects.filter(pk=field.pk, key=field.key, archived_at=None).update(
        prepared_at=timezone.now()
    )


def put_away(key: str) -> None:
    """Drop the index of a key that no field in use has; its values stay. Twice drops nothing more."""
    if CustomField.objects.in_use().filter(key=key).exists():
        return
    with connection.cursor() as cursor:
        _drop(cursor, index_name(key))
    CustomField.objects.filter(key=key).update(prepared_at=None)


def _is_valid(field: CustomField) -> bool | None:
    """None: there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [index_name(field.key)])
        row = cursor.fetchone()
    return bool(row[0]) if row else None


def _beside() -> bool:
    """Whether the index can be made without holding anybody up; inside a transaction PostgreSQL refuses to."""
    return not connection.in_atomic_block


def _add(model: type[Model], index: Index) -> None:
    with connection.schema_editor(atomic=False) as editor:
        editor.execute(index.create_sql(model, editor, concurrently=_beside()))


def _drop(cursor: Any, name: str) -> None:
    """The name is made of a key, which the database keeps to numbers of ours: nobody typed it."""
    beside = "CONCURRENTLY " if _beside() else ""
    cursor.execute(f"DROP INDEX {beside}IF EXISTS {connection.ops.quote_name(name)}")
