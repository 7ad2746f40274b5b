"""Which files brought a person here; and the files themselves, which go where they hold somebody who had their data erased."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from regulars.imports.errors import StillComingIn
from regulars.imports.models import Change, Import, RejectedRow
from regulars.imports.models.change import Table
from regulars.imports.models.importing import State
from regulars.imports.running import forget_file
from regulars.imports.searching import holds_any
from regulars.lib.held import lines
from regulars.lib.holdings import Holding, forgets, holds
from regulars.people.identity import identity_of
from regulars.people.models import Person
from regulars.timeline.models import record

WAITING = (State.UNDERSTOOD, State.CHECKING, State.CHECKED, State.APPLYING)


@holds(98)
def brought(person: Person) -> Iterator[Holding]:
    columns = {
        _("File"): "importing.file_name",
        _("Came in on"): "importing.created_at",
        _("What it did"): "did",
        _("To"): "table",
        _("What stood there before"): lambda row: "" if row.before is None else str(row.before),
    }
    changes = _changes(person).select_related("importing").order_by("importing", "pk")
    yield Holding(_("Files that brought you here"), lines(changes, columns))


def _changes(person: Person) -> QuerySet[Change]:
    own = Q(table=Table.PERSON, record_id=person.pk)
    account = Q(table=Table.ACCOUNT, record_id=person.account_id)
    return Change.objects.filter(own | account if person.alone else own)


@forgets(15)
def files(person: Person) -> dict[str, int]:
    """Raises StillComingIn where a file that waits to be imported would bring them back."""
    words = identity_of(person).all
    holding = [
        one for one in Import.objects.exclude(path="") if (file := one.original) and holds_any(file, words)
    ]
    waiting = [one.file_name for one in holding if one.state in WAITING]
    if waiting:
        raise StillComingIn(
            _("%(file)s waits to be imported and holds them. Import it or throw it away first.")
            % {"file": waiting[0]}
        )
    for importing in holding:
        _take(importing)
    gone = Change.objects.filter(pk__in=list(_changes(person).values_list("pk", flat=True))).delete()[0]
    return {"import changes": gone, "original files": len(holding), "rejected rows": _reject(words)}


def _take(importing: Import) -> None:
    """The file as it came: a row cannot be cut out of every kind of file without breaking it."""
    transaction.on_commit(partial(forget_file, importing))
    Import.objects.filter(pk=importing.pk).update(path="", understood=_without_samples(importing.understood))
    record("imports.original_taken", by=None, import_id=importing.pk, file=importing.file_name)


def _without_samples(understood: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in understood.items() if name not in {"samples", "sample", "rows"}}


def _reject(words: tuple[str, ...]) -> int:
    held = Q(pk__in=[])
    for word in words:
        held |= Q(detail__icontains=word)
    return RejectedRow.objects.filter(held).update(detail="")
