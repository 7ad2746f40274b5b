"""A field becomes another kind while it is in use. What fits is written under a new key; the old values stay under the old
one, all of them, so that what does not fit is not lost and the whole can be taken back at once."""

from collections import Counter
from copy import copy
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.fields.json import KeyTransform
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from regulars.fields.errors import FieldBusy, FieldError
from regulars.fields.kinds import HANDLING, Value
from regulars.fields.making import add_choices
from regulars.fields.models import Conversion, CustomField, Kind, Option, Unfit
from regulars.fields.models.custom_field import WITH_CHOICES
from regulars.fields.models.field_choice import CHOICE_LENGTH
from regulars.fields.records import model_of
from regulars.fields.values import said
from regulars.lib.later import enqueue
from regulars.team.models import Firm, Member
from regulars.timeline.models import record

CHUNK = 2000
LOOKED_AT = 5000
EXAMPLES = 8
MOST_CHOICES = 60
FIGURES = {Kind.NUMBER, Kind.MONEY}
AS_KEPT = {*FIGURES, Kind.DATE, Kind.MONTH, Kind.TEXT, Kind.LONG_TEXT, Kind.LINK}


class Outlook(NamedTuple):
    """What a change of kind would do, from the records looked at; `all_seen`: those were all there are."""

    fitting: int
    unfit: int
    all_seen: bool
    examples: list[tuple[str, str]]  # before, after
    unfit_examples: list[str]


def as_kind(field: CustomField, kind: str) -> CustomField:
    """The field as it will be."""
    becoming = copy(field)
    becoming.kind, becoming.locked_at = kind, None
    if kind == Kind.MONEY and not becoming.currency:
        becoming.currency = Firm.load().currency
    return becoming


def converted(field: CustomField, becoming: CustomField, value: Any) -> Value:
    """A kept value as one of the other kind. Raises FieldError where it is none."""
    kinds = (field.kind, becoming.kind)
    if set(kinds) <= FIGURES:
        return str(value)
    if kinds == (Kind.CHOICE, Kind.CHOICES):
        return [value]
    if kinds == (Kind.CHOICES, Kind.CHOICE) and len(value) == 1:
        return int(value[0])
    if kinds == (Kind.DATE, Kind.MONTH):
        return str(value)[:7]
    text = str(value) if field.kind in AS_KEPT else said(field, value)
    return HANDLING[becoming.kind].read(becoming, text)


def outlook(field: CustomField, kind: str, choices: list[str] | None = None) -> Outlook:
    """`choices` are those that would be added to the field's."""
    becoming = as_kind(field, kind)
    known = {option.folded for option in field.options}
    added = [Option(-number, label, archived=False) for number, label in enumerate(choices or [], start=1)]
    becoming.__dict__["options"] = [*field.options, *(one for one in added if one.folded not in known)]
    examples, unfit = [], []
    rows = _values(field, 0, LOOKED_AT + 1)
    for _pk, value in rows[:LOOKED_AT]:
        before = said(field, value)
        try:
            examples.append((before, said(becoming, converted(field, becoming, value))))
        except FieldError:
            unfit.append(before)
    told = [example for example in dict.fromkeys(examples) if example[0] != example[1]] or examples
    return Outlook(
        len(examples),
        len(unfit),
        len(rows) <= LOOKED_AT,
        told[:EXAMPLES],
        list(dict.fromkeys(unfit))[:EXAMPLES],
    )


def words_in_use(field: CustomField) -> list[str]:
    """What is written in the field now, each once: the choices somebody would make of it, the most used first."""
    texts = Counter(said(field, value) for _pk, value in _values(field, 0, LOOKED_AT))
    usable = [text for text, _count in texts.most_common() if len(text) <= CHOICE_LENGTH and "\n" not in text]
    return usable[:MOST_CHOICES]


def begin(field: CustomField, kind: str, *, by: Member, choices: list[str] | None = None) -> Conversion:
    """Lock the field and hand it to the worker. Raises FieldBusy where it is archived, of that kind, or in the middle."""
    with transaction.atomic():
        fresh = CustomField.objects.select_for_update().get(pk=field.pk)
        if fresh.locked_at or fresh.archived_at or fresh.kind == kind:
            raise FieldBusy(_("This field cannot be changed now. Look at it again."))
        fresh.locked_at = timezone.now()
        fresh.save(update_fields=["locked_at"])
        if kind in WITH_CHOICES:
            add_choices(fresh, choices or [])
        model = model_of(fresh.subject)
        made = Conversion.objects.create(
            field=fresh,
            before=fresh.kind,
            after=kind,
            key_before=fresh.key,
            key_after=f"f{fresh.pk}v{fresh.conversions.count() + 1}",
            member=by,
            last=model._default_manager.aggregate(last=Max("pk"))["last"] or 0 if model else 0,
        )
        enqueue("fields.convert", conversion_id=made.pk)
    return made


def carry_out(conversion: Conversion) -> None:
    """To the end, from wherever it is; killed at any moment, the same call goes on from the last whole chunk."""
    while _one_chunk(conversion.pk):
        pass


def _one_chunk(pk: int) -> bool:
    """The next chunk, in one transaction; whether there may be another."""
    with transaction.atomic():
        held = Conversion.objects.select_for_update().select_related("field").get(pk=pk)
        if held.finished_at:
            return False
        field = held.field
        becoming = as_kind(field, held.after)
        rows = _values(field, held.reached, CHUNK)
        new, unfit = [], []
        for record_id, value in rows:
            try:
                new.append((record_id, converted(field, becoming, value)))
            except FieldError:
                unfit.append(Unfit(conversion=held, record_id=record_id, text=said(field, value)[:300]))
        _write(field, held.key_after, new)
        Unfit.objects.bulk_create(unfit)
        held.fitted, held.unfit = held.fitted + len(new), held.unfit + len(unfit)
        held.moved_at = timezone.now()
        held.reached = rows[-1][0] if rows else held.reached
        if len(rows) < CHUNK:
            _finish(held)
        held.save(update_fields=["fitted", "unfit", "moved_at", "reached", "finished_at"])
    return not held.finished_at


def _finish(held: Conversion) -> None:
    held.finished_at = timezone.now()
    default = held.field.default
    try:
        default = None if default is None else converted(held.field, as_kind(held.field, held.after), default)
    except FieldError:
        default = None
    _become(held, held.after, held.key_after, default)
    record("fields.kind_changed", by=held.member, **_facts(held), fitted=held.fitted, unfit=held.unfit)


def take_back(conversion: Conversion, *, by: Member) -> None:
    """The old kind with every old value. What was written since stays in the database, out of sight."""
    with transaction.atomic():
        held = Conversion.objects.select_for_update().select_related("field").get(pk=conversion.pk)
        if not held.may_be_taken_back or held.field.archived_at:
            raise FieldBusy(_("This was taken back already, or the field was changed again since."))
        held.taken_back_at = timezone.now()
        held.save(update_fields=["taken_back_at"])
        _become(held, held.before, held.key_before, None)
        record("fields.kind_taken_back", by=by, **_facts(held))


def _become(held: Conversion, kind: str, key: str, default: Value) -> None:
    field = as_kind(held.field, kind)
    old, field.key, field.default, field.prepared_at = held.field.key, key, default, None
    field.save(update_fields=["kind", "key", "default", "currency", "locked_at", "prepared_at"])
    enqueue("fields.prepare", field_id=field.pk)
    enqueue("fields.put_away", key=old)


def _facts(held: Conversion) -> dict[str, Any]:
    return {"field": held.field_id, "label": held.field.label, "before": held.before, "after": held.after}


def _values(field: CustomField, above: int, limit: int) -> list[tuple[int, Any]]:
    """(id, value) of the records after `above` that have one, by id."""
    model = model_of(field.subject)
    if model is None:
        return []
    having = model._default_manager.filter(pk__gt=above, custom__has_key=field.key)
    value = KeyTransform(field.key, "custom")
    return list(having.order_by("pk").values_list("pk", value)[:limit])


def _write(field: CustomField, key: str, values: list[tuple[int, Value]]) -> None:
    model = model_of(field.subject)
    if not values or model is None:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    kept = [(pk, Jsonb({key: value})) for pk, value in values if value is not None]
    # The table is one of four of ours; keys and values are parameters.
    sql = f"UPDATE {table} SET custom = custom || new FROM unnest(%s::bigint[], %s::jsonb[]) AS v(pk, new) WHERE id = pk"  # noqa: S608 # our own table
    with connection.cursor() as cursor:
        cursor.execute(sql, [[pk for pk, _new in kept], [new for _pk, new in kept]])
