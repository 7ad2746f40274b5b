"""Two people, or two accounts, become one: facts as chosen, every row of both with the one that is kept, nothing lost.

The lost record stays as a row and remembers where it went; `parting` makes them two again.
"""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.folding import fold
from regulars.lib.later import enqueue_once
from regulars.people.columns import Record, put
from regulars.people.merging.choosing import chosen
from regulars.people.merging.errors import CannotMerge
from regulars.people.merging.locking import hold_accounts, hold_people, share_ledger
from regulars.people.merging.moving import absorb
from regulars.people.merging.reaching import keep_ways, with_their_people
from regulars.people.merging.returning import marks_of
from regulars.people.models import Account, DuplicatePair, Merge, Merged, Person, Verdict
from regulars.people.named import is_last_named
from regulars.team.models import Member
from regulars.timeline.models import record, recount

Picked = dict[str, str]


def merge_accounts(kept: Account, lost: Account, *, by: Member, picked: Picked | None = None) -> Merge:
    """Raises CannotMerge, or LedgerBusy. Two at once: one wins, the other is told."""
    with transaction.atomic():
        share_ledger()
        held = hold_accounts({kept.pk, lost.pk})
        ours, theirs = _both(held, kept, lost)
        made = Merge(kind=Merged.ACCOUNT, by=by, fields=chosen(ours, theirs, picked or {}))
        return _merge(made, ours, theirs)


def merge_people(kept: Person, lost: Person, *, by: Member, picked: Picked | None = None) -> Merge:
    """As `merge_accounts`. Who leaves a company without anybody named there is refused."""
    with transaction.atomic():
        share_ledger()
        accounts = hold_accounts({kept.account_id, lost.account_id})
        held = hold_people({kept.pk, lost.pk})
        ours, theirs = _both(held, kept, lost)
        if ours.account_id != theirs.account_id:
            _refuse_to_empty(theirs)
        made = Merge(kind=Merged.PERSON, by=by, fields=chosen(ours, theirs, picked or {}))
        made.marks = marks_of(Person)
        keep_ways(ours, theirs, made)
        _ask_as_well(accounts, ours, theirs, made)
        return _merge(made, ours, theirs)


def _both(held: dict[int, Any], kept: Record, lost: Record) -> tuple[Any, Any]:
    ours, theirs = held.get(kept.pk), held.get(lost.pk)
    if kept.pk == lost.pk:
        raise CannotMerge(_("That is one and the same record already."))
    for one in (ours, theirs):
        if one is None or one.removed_at or one.merged_into_id:
            raise CannotMerge(
                _("Somebody else has merged or removed one of them meanwhile. Look at them again.")
            )
    return ours, theirs


def _refuse_to_empty(lost: Person) -> None:
    if is_last_named(lost):
        raise CannotMerge(
            _(
                "%(name)s is the only person with a name at %(account)s. Merge the two accounts, "
                "or add somebody there first."
            )
            % {"name": lost.name, "account": lost.account.name}
        )


def _merge(made: Merge, kept: Any, lost: Any) -> Merge:
    """Both are locked and `made` knows what to write; all the rest of it."""
    model, kind = type(kept), made.kind
    made.kept_name, made.lost_name = kept.name, lost.name
    setattr(made, f"kept_{kind}", kept)
    setattr(made, f"lost_{kind}", lost)
    made.marks = made.marks or marks_of(model)
    write(kept, {name: values[1] for name, values in made.fields.items() if not name.startswith("account.")})
    with connection.cursor() as cursor:
        made.moved = absorb(cursor, model, lost.pk, kept.pk)
        model.objects.filter(pk=lost.pk).update(merged_into=kept, removed_at=timezone.now())
        with_their_people(cursor, [kept.pk], kind)
    made.save(force_insert=True)
    first, second = sorted((kept.pk, lost.pk))
    DuplicatePair.objects.filter(kind=kind, first=first, second=second).update(verdict=Verdict.MERGED)
    told: dict[str, Any] = {"merge": made.pk, "what": kind, "kept": made.kept_name, "lost": made.lost_name}
    account = kept.pk if made.of_accounts else kept.account_id
    told |= {} if made.of_accounts else {"person": kept.pk}
    record("people.merged", by=made.by, account_id=account, **told)
    if made.of_accounts:
        recount([kept.pk])
        enqueue_once("retention.score_tonight")
    enqueue_once("people.gather_strays")
    return made


def write(stored: Any, wanted: dict[str, Any]) -> None:
    """Raw values onto a locked record; what goes with a name or a phone goes along."""
    columns: set[str] = set()
    for name, value in wanted.items():
        columns |= put(stored, name, value)
    if "name" in wanted:
        stored.folded = fold(stored.name)[:200]
    if columns:
        stored.save(update_fields=columns)


def _ask_as_well(accounts: dict[int, Account], kept: Person, lost: Person, made: Merge) -> None:
    """Who asked not to be contacted where they were asks it where they are now."""
    ours, theirs = accounts[kept.account_id], accounts[lost.account_id]
    if theirs.do_not_contact and not ours.do_not_contact:
        Account.objects.filter(pk=ours.pk).update(do_not_contact=True)
        made.fields["account.do_not_contact"] = [False, True]
