"""What rests on an account by now, seen from whatever app: a reason not to take the account away again."""

from django.db.models import Model, Q, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from regulars.imports.models import Change, Did, Import, Table
from regulars.people.models import Account, AccountReference, Person
from regulars.retention.models import RiskCase, Score
from regulars.timeline.models import Event
from regulars.trust.models import Permission


def accounts_to_keep(importing: Import) -> set[int]:
    """Of the accounts an import made, those that hold something the import did not make."""
    made = importing.changes.filter(table=Table.ACCOUNT, did=Did.CREATED)
    kept = _corrected(made) | _spoken(importing)
    for relation in Account._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if relation.many_to_many or isinstance(model, str) or model is Score:
            continue
        held = _by_others(model, relation, importing)
        rows = held.filter(**{f"{name}__in": made.values("record_id")}).values_list(f"{name}_id", flat=True)
        kept.update(pk for pk in rows.distinct() if pk is not None)
    return kept


def people_to_keep(importing: Import) -> list[int]:
    """Of the people an import made, those that something rests on by now: a contact, a role, a merge."""
    made = importing.changes.filter(table=Table.PERSON, did=Did.CREATED).values("record_id")
    kept: set[int] = set()
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        model, name = relation.related_model, relation.field.name
        if not isinstance(model, str):
            held = model._base_manager.filter(**{f"{name}__in": made})
            kept.update(held.order_by().values_list(f"{name}_id", flat=True).distinct())
    return sorted(kept)


def _spoken(importing: Import) -> set[int]:
    """Accounts where somebody whom the import made told us something since: what was said is never deleted."""
    made = importing.changes.filter(table=Table.PERSON, did=Did.CREATED).values("record_id")
    said = Permission.objects.filter(person__in=made).order_by()
    return set(said.values_list("person__account_id", flat=True).distinct())


def _by_others(model: type[Model], relation: ForeignObjectRel, importing: Import) -> QuerySet[Model]:
    """The rows of `model` that somebody else made: people, or other imports. Scores and what they opened do not count."""
    rows = model._base_manager.all()
    if model is Person:
        return rows.exclude(
            pk__in=importing.changes.filter(table=Table.PERSON, did=Did.CREATED).values("record_id")
        )
    if model is AccountReference:
        return rows.exclude(
            pk__in=importing.changes.filter(table=Table.REFERENCE, did=Did.CREATED).values("record_id")
        )
    if model is Event:
        return rows.exclude(actor=None)
    if model is RiskCase:
        return rows.exclude(Q(owner=None) & Q(closed_by=None) & Q(note="") & Q(closed_at=None))
    return rows


def _corrected(made: "QuerySet[Change]") -> set[int]:
    """Accounts that a person has renamed, moved or given to somebody since."""
    before = dict(made.values_list("record_id", "before"))
    kept = set()
    for account in (
        Account.objects.filter(pk__in=made.values("record_id"))
        .only("name", "owner_id", "do_not_contact")
        .iterator()
    ):
        if (
            account.owner_id
            or account.do_not_contact
            or account.name != (before[account.pk] or {}).get("name")
        ):
            kept.add(account.pk)
    return kept
