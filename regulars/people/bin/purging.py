"""After thirty days: what is in the bin is removed for good, record by record, each claimed first.

What is owed to the books stays: an account with orders keeps its row and its orders, without a name, people or notes.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.bin import KEPT
from regulars.lib.folding import fold
from regulars.people.merging.chains import below
from regulars.people.merging.pointing import columns_to
from regulars.people.models import Account, AccountReference, Person, Removal
from regulars.team.models import Firm
from regulars.timeline.forgetting import forgetting
from regulars.timeline.models import record

BOOKS = {"orders.order", "orders.refund"}
NAMED = ("e-mail:", "name:")
"""How references begin that say who it was; a customer number alone says nobody."""


def purge(now: datetime | None = None) -> int:
    """How many records were removed. The second time finds none."""
    before = (now or timezone.now()) - KEPT
    gone = Removal.objects.filter(kind="account").values("record")
    accounts = Account.objects.filter(removed_at__lt=before, merged_into=None).exclude(pk__in=gone)
    people = Person.objects.filter(removed_at__lt=before, merged_into=None)
    done = sum(_claimed("account", pk, before) for pk in list(accounts.values_list("pk", flat=True)))
    return done + sum(_claimed("person", pk, before) for pk in list(people.values_list("pk", flat=True)))


def _claimed(kind: str, pk: int, before: datetime) -> bool:
    """In a transaction of its own: one that fails leaves the others removed. Who was put back meanwhile stays."""
    model: Any = Account if kind == "account" else Person
    try:
        with transaction.atomic():
            held = model.objects.select_for_update(of=("self",), skip_locked=True)
            found = held.filter(pk=pk, removed_at__lt=before, merged_into=None).first()
            if found is None:
                return False
            take_for_good(kind, model, pk)
    except IntegrityError:  # another worker was first
        return False
    return True


def take_for_good(kind: str, model: type[Model], pk: int) -> dict[str, int]:
    """Of an account or a person, in the caller's transaction: how many rows of each kind went. Raises IntegrityError where
    that was done before."""
    made = Removal.objects.create(kind=kind, record=pk)
    with forgetting(_("removed for good")):
        counts, made.emptied = _remove(model, pk)
    made.counts = counts
    made.save(update_fields=["counts", "emptied"])
    record("people.removed_for_good", by=None, what=kind, counts=counts, emptied=made.emptied)
    return counts


def _remove(model: type[Model], pk: int) -> tuple[dict[str, int], bool]:
    with connection.cursor() as cursor:
        whole = below(cursor, model, pk)  # with whatever was merged into it
        cursor.execute("DELETE FROM people_awayrow WHERE home = ANY(%s)", [whole])
    counts: Counter[str] = Counter()
    kept = _books(pk) if model is Account else False
    for part in reversed(whole):
        if part == pk and kept:
            counts += _empty(pk)
        else:
            _number, each = model._base_manager.filter(pk=part).delete()
            counts += Counter({label.lower(): number for label, number in each.items()})
    return dict(counts), kept


def _books(pk: int) -> bool:
    """Whether orders or refunds rest on the account."""
    return any(
        column.model._base_manager.filter(**{column.column: pk}).exists()
        for column in columns_to(Account)
        if column.model._meta.label_lower in BOOKS
    )


def _empty(pk: int) -> Counter[str]:
    """All that says who it was goes; the row, its numbers at the sources, and its orders stay."""
    counts: Counter[str] = Counter()
    for column in columns_to(Account):
        label = column.model._meta.label_lower
        if label in BOOKS or not _required(column.model, column.column):
            continue
        rows = column.model._base_manager.filter(**{column.column: pk})
        if column.model is AccountReference:
            rows = rows.filter(external_id__regex=f"^({'|'.join(NAMED)})")
        _number, each = rows.delete()
        counts += Counter({name.lower(): number for name, number in each.items()})
    name = _("Removed %(customer)s %(number)d") % {"customer": Firm.load().word("customer"), "number": pk}
    blank: dict[str, Any] = {
        "country": "",
        "custom": {},
        "owner": None,
        "backup": None,
        "do_not_contact": True,
    }
    Account.objects.filter(pk=pk).update(name=name, folded=fold(name)[:200], **blank)
    return counts


def _required(model: type[Model], column: str) -> bool:
    """Rows that belong to the account; others only mention it."""
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    return not field.null or model._meta.label_lower == "timeline.event"
