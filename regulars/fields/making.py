"""Making a field, changing what it is called and asks, putting it in another place, archiving it and bringing it back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.fields.errors import FieldBusy
from regulars.fields.models import Audience, CustomField, FieldChoice, Kind
from regulars.fields.values import said
from regulars.lib.folding import fold
from regulars.lib.later import enqueue
from regulars.team.models import Firm, Member
from regulars.timeline.models import record

CHANGEABLE = ("label", "help", "required", "default", "audience")


def make_field(
    *, by: Member, subject: str, label: str, kind: str, choices: list[str] | None = None, **about: Any
) -> CustomField:
    """A new field; its index is made by the worker. An amount is in the firm's currency of today, for good."""
    with transaction.atomic():
        if kind == Kind.MONEY:
            about["currency"] = Firm.load().currency
        field = CustomField.make(subject=subject, label=label, kind=kind, **about)
        if field.has_choices:
            add_choices(field, choices or [])
        record("fields.made", by=by, field=field.pk, label=label, subject=subject)
        enqueue("fields.prepare", field_id=field.pk)
    return field


def add_choices(field: CustomField, labels: list[str]) -> None:
    """Those that are not there yet, in any spelling; one that was archived comes back."""
    known = {option.folded: option for option in field.options}
    for label in labels:
        made = FieldChoice(field=field, label=label, position=len(known) + 1)
        option = known.get(option_key(label))
        if option is None:
            made.save(force_insert=True)
        elif option.archived:
            FieldChoice.objects.filter(pk=option.pk).update(archived_at=None)
        field.__dict__.pop("options", None)
        field.__dict__.pop("option_rows", None)
        known = {option.folded: option for option in field.options}


def option_key(label: str) -> str:
    return fold(label) or label.strip()


def change_field(field: CustomField, *, by: Member, **wanted: Any) -> list[str]:
    """Write those of CHANGEABLE in `wanted` that differ; returns their names."""
    with transaction.atomic():
        fresh = CustomField.objects.select_for_update().get(pk=field.pk)
        changed = [name for name in CHANGEABLE if name in wanted and getattr(fresh, name) != wanted[name]]
        told = {
            name: [_told(fresh, name, getattr(fresh, name)), _told(fresh, name, wanted[name])]
            for name in changed
        }
        for name in changed:
            setattr(fresh, name, wanted[name])
        if changed:
            fresh.save(update_fields=changed)
            record("fields.changed", by=by, field=fresh.pk, label=fresh.label, changes=told)
    return changed


def _told(field: CustomField, name: str, value: Any) -> str:
    if name == "default":
        return said(field, value)
    if name == "required":
        return _("yes") if value else _("no")
    if name == "audience":
        return str(Audience(value).label)
    return str(value)


def change_choices(
    field: CustomField, *, by: Member, kept: dict[int, tuple[str, int, bool]], added: list[str]
) -> bool:
    """`kept` says of each choice its label, its place and whether it is archived. Records keep their choice's number, so
    that a renamed one is renamed wherever it was chosen. Returns whether anything changed."""
    with transaction.atomic():
        changed = bool(added)
        for choice in field.choices.select_for_update():
            label, position, archived = kept.get(
                choice.pk, (choice.label, choice.position, bool(choice.archived_at))
            )
            now = (choice.label, choice.position, bool(choice.archived_at))
            if now == (label, position, archived):
                continue
            choice.label, choice.position = label, position
            choice.archived_at = (choice.archived_at or timezone.now()) if archived else None
            choice.save(update_fields=["label", "position", "archived_at"])
            changed = True
        field.__dict__.pop("options", None)
        field.__dict__.pop("option_rows", None)
        add_choices(field, added)
        if changed:
            record("fields.changed", by=by, field=field.pk, label=field.label, changes={"choices": ["", ""]})
    return changed


def place_field(field: CustomField, *, by: Member, up: bool) -> None:
    """One place up or down among those in use of its subject; at the end it stays where it is."""
    with transaction.atomic():
        fields = list(CustomField.objects.in_use().of(field.subject).select_for_update())
        at = next((index for index, other in enumerate(fields) if other.pk == field.pk), None)
        to = at if at is None else at + (-1 if up else 1)
        if at is None or to is None or not 0 <= to < len(fields):
            return
        fields[at], fields[to] = fields[to], fields[at]
        for position, other in enumerate(fields, start=1):
            if other.position != position:
                CustomField.objects.filter(pk=other.pk).update(position=position)
        record("fields.placed", by=by, field=field.pk, label=field.label)


def archive_field(field: CustomField, *, by: Member) -> int | None:
    """Out of sight, with its values kept. Returns the event to take back; None where it was archived already."""
    with transaction.atomic():
        fresh = CustomField.objects.select_for_update().get(pk=field.pk)
        if fresh.locked_at:
            raise FieldBusy(_("Its kind is being changed just now. Archive it when that is done."))
        if fresh.archived_at:
            return None
        fresh.archived_at = timezone.now()
        fresh.save(update_fields=["archived_at"])
        enqueue("fields.put_away", key=fresh.key)
        return record("fields.archived", by=by, field=fresh.pk, label=fresh.label).pk


def bring_back_field(field: CustomField, *, by: Member) -> None:
    """With all the values it had. Doing it again changes nothing."""
    with transaction.atomic():
        if (
            CustomField.objects.filter(pk=field.pk)
            .exclude(archived_at=None)
            .update(archived_at=None, prepared_at=None)
        ):
            enqueue("fields.prepare", field_id=field.pk)
            record("fields.brought_back", by=by, field=field.pk, label=field.label)
