"""Un-merging: two records again, each with the rows it brought, weeks later too and in any order.

A fact goes back where it still is what the merge left. Where somebody has changed it since, they are asked: `keep` it (that is
the default) or put it `back`. What was added since stays with the kept record, or goes to the other one.
"""

from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.later import enqueue_once
from regulars.people.columns import raw
from regulars.people.merging.chains import below, root
from regulars.people.merging.choosing import custom_of, value_in_words
from regulars.people.merging.errors import CannotPart
from regulars.people.merging.joining import write
from regulars.people.merging.locking import hold_accounts, hold_people, share_ledger
from regulars.people.merging.reaching import forget_made, with_their_people
from regulars.people.merging.returning import give_back, hand_over, say_again
from regulars.people.models import Account, Merge, Person
from regulars.team.models import Member
from regulars.timeline.models import record, recount

BACK = "back"
OTHER = "other"


class Conflict(NamedTuple):
    """A fact of the kept record that is neither what it was before the merge nor what the merge made of it, in words."""

    name: str
    label: str
    before: str
    now: str


def conflicts(merge: Merge) -> list[Conflict]:
    """What has to be asked before `merge` is taken apart."""
    kept, custom = merge.kept, custom_of(merge.kept)
    found = []
    for name, (before, after) in merge.fields.items():
        if name.startswith("account.") or name == "phone_e164" or _linked(merge, name, after):
            continue
        now = raw(kept, name)
        if now not in (after, before):
            label = custom[name].label if name in custom else _label(kept, name)
            said = [value_in_words(kept, name, value, custom) for value in (before, now)]
            if name in custom and not custom[name].is_open:
                said = [_("not for everybody to read")] * 2
            found.append(Conflict(name, label, *said))
    return found


def _label(record_: Any, name: str) -> str:
    return name if name.startswith("custom.") else str(record_._meta.get_field(name).verbose_name)


def part(merge: Merge, *, by: Member, settled: dict[str, str] | None = None, added: str = "") -> Merge:
    """Take `merge` apart. `settled`: what to do with each conflict; `added`: OTHER gives what came since to the lost one.

    Merges of two people that lie across the two accounts are taken apart with them. Raises CannotPart, or LedgerBusy.
    """
    with transaction.atomic():
        share_ledger()
        _hold(merge)
        merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        if not merge.stands:
            raise CannotPart(_("They are two again already."))
        with connection.cursor() as cursor:
            if merge.of_accounts:
                for across in _across(cursor, merge):
                    _part(cursor, across, by, {}, "")
            _part(cursor, merge, by, settled or {}, added)
        if merge.of_accounts:
            recount([pk for pk in (merge.kept_account_id, merge.lost_account_id) if pk])
            enqueue_once("retention.score_tonight")
    return merge


def _hold(merge: Merge) -> None:
    """Everybody of both chains, in the one order of locks."""
    with connection.cursor() as cursor:
        model: type[Account] | type[Person] = Account if merge.of_accounts else Person
        top = root(cursor, model, merge.lost.pk)
        pks = {*below(cursor, model, merge.lost.pk), merge.kept.pk, top}
    if merge.of_accounts:
        held: Any = hold_accounts(pks)
    else:
        hold_accounts(set(Person.objects.filter(pk__in=pks).values_list("account_id", flat=True)))
        held = hold_people(pks)
    if not pks <= set(held):
        raise CannotPart(_("What they became was removed for good, so there is nothing to take apart."))


def _across(cursor: Any, merge: Merge) -> list[Merge]:
    """Merges of people, newest first, of whom one goes back with the lost account and the other stays."""
    lost = below(cursor, Account, merge.lost.pk)
    cursor.execute(
        'SELECT row FROM people_awayrow WHERE "table" = %s AND "column" = %s AND home = ANY(%s)',
        ["people_person", "account_id", lost],
    )
    going = {row[0] for row in cursor.fetchall()}
    standing = Merge.objects.select_for_update(of=("self",)).standing().filter(kind="person")
    touching = standing.filter(lost_person__in=going) | standing.filter(kept_person__in=going)
    return [one for one in touching.order_by("-pk") if (one.lost.pk in going) != (one.kept.pk in going)]


def _part(cursor: Any, merge: Merge, by: Member, settled: dict[str, str], added: str) -> None:
    model: type[Account] | type[Person] = Account if merge.of_accounts else Person
    lost = merge.lost.pk
    holder = root(cursor, model, lost)
    forget_made(cursor, merge.made)
    _fields_back(merge, settled)
    model.objects.filter(pk=lost).update(merged_into=None, removed_at=None)
    give_back(cursor, model, lost, holder)
    if added == OTHER:
        hand_over(cursor, model, lost, holder, merge.marks)
    say_again(cursor, model, lost)
    with_their_people(cursor, [holder, lost], merge.kind)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    told = {"merge": merge.pk, "what": merge.kind, "kept": merge.kept_name, "lost": merge.lost_name}
    for one in (holder, lost):
        account = (
            one if merge.of_accounts else Person.objects.values_list("account_id", flat=True).get(pk=one)
        )
        record("people.parted", by=by, account_id=account, **told)


def _fields_back(merge: Merge, settled: dict[str, str]) -> None:
    wanted, kept = {}, merge.kept
    kept.refresh_from_db()
    for name, (before, after) in merge.fields.items():
        later = _linked(merge, name, after)
        if later is not None:
            later.fields[name][0] = before
            later.save(update_fields=["fields"])
        elif name == "account.do_not_contact":
            Account.objects.filter(pk=kept.account_id).update(do_not_contact=before)
        elif raw(kept, name) == after or settled.get(name) == BACK:
            wanted[name] = before
    write(kept, wanted)


def _linked(merge: Merge, name: str, after: Any) -> Merge | None:
    """A later merge into the same record that found the fact as this one left it: it has to know what was before."""
    side = {"kept_account": merge.kept_account, "kept_person": merge.kept_person}
    later = Merge.objects.standing().filter(pk__gt=merge.pk, kind=merge.kind, **side).order_by("pk")
    return next(
        (one for one in later if one.fields.get(name, [None])[0] == after and name in one.fields), None
    )
