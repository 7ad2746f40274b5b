"""How accounts belong together: said, confirmed, taken back. Two that were joined are looked at together once (A47)."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.people.merging.locking import hold_accounts
from regulars.people.models import Account, AccountRelation, Relation
from regulars.people.relating.errors import CannotRelate
from regulars.team.models import Member
from regulars.timeline.models import Event, record

UPWARDS = (Relation.PART_OF, Relation.JOINED)
_ABOVE = """
WITH RECURSIVE above AS (
    SELECT %s::bigint AS id
    UNION
    SELECT relation.other_id FROM above JOIN people_accountrelation AS relation
      ON relation.account_id = above.id AND relation.kind = ANY(%s)
)
SELECT EXISTS (SELECT 1 FROM above WHERE id = %s)
"""


def relate(
    account: Account, other: Account, *, by: Member, kind: str, heard: bool = False, **about: Any
) -> tuple[AccountRelation, Event]:
    """`account` is part of `other`, its partner, or joined into it. `heard`: somebody says so, nobody confirmed it.

    `about`: since, note. Raises CannotRelate.
    """
    with transaction.atomic():
        held = hold_accounts({account.pk, other.pk})
        if len(held) < 2 or any(one.removed_at for one in held.values()):
            raise CannotRelate(_("An account belongs with another one that is here."))
        _refuse_doubled(account, other, kind)
        _refuse_circle(account, other, kind)
        made = AccountRelation.objects.create(
            account=account, other=other, kind=kind, heard=heard, made_by=by, **about
        )
        return made, _told("people.related", made, by)


def _refuse_doubled(account: Account, other: Account, kind: str) -> None:
    same = Q(account=account, other=other)
    if kind == Relation.PARTNER:
        same |= Q(account=other, other=account)
    if AccountRelation.objects.filter(same, kind=kind).exists():
        raise CannotRelate(_("That is written down already."))


def _refuse_circle(account: Account, other: Account, kind: str) -> None:
    if kind not in UPWARDS:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [other.pk, [str(one) for one in UPWARDS], account.pk])
        if cursor.fetchone()[0]:
            raise CannotRelate(
                _("%(other)s belongs to %(account)s already, so %(account)s cannot belong to %(other)s.")
                % {"account": account.name, "other": other.name}
            )


def confirm(relation: AccountRelation, *, by: Member) -> Event | None:
    """What was only heard is true. None where it was confirmed already."""
    with transaction.atomic():
        if not AccountRelation.objects.filter(pk=relation.pk, heard=True).update(heard=False):
            return None
        return _told("people.relation_confirmed", relation, by)


def unrelate(relation: AccountRelation, *, by: Member) -> Event:
    """It holds no longer; the event keeps it whole."""
    with transaction.atomic():
        stored = AccountRelation.objects.select_for_update().filter(pk=relation.pk).first()
        if stored is None:
            raise CannotRelate(_("Somebody else has taken it away already."))
        event = _told("people.unrelated", stored, by)
        stored.delete()
        return event


def relate_again(event: Event) -> None:
    """The row that an event kept comes back, unless the same was said again since."""
    row = dict(event.data["row"])
    row["since"] = date.fromisoformat(row["since"]) if row["since"] else None
    pair = {"account_id": row.pop("account"), "other_id": row.pop("other"), "kind": row.pop("kind")}
    AccountRelation.objects.get_or_create(**pair, defaults=row)


def finish_review(relation: AccountRelation, *, by: Member, note: str) -> Event | None:
    """Both sides were looked at together, and what came of it. None where somebody did already."""
    with transaction.atomic():
        values = {"reviewed_at": timezone.now(), "reviewed_by": by, "review_note": note}
        if not AccountRelation.objects.filter(pk=relation.pk, reviewed_at=None).update(**values):
            return None
        return _told("people.joined_reviewed", relation, by, note=note)


def _told(kind: str, relation: AccountRelation, by: Member, **more: Any) -> Event:
    row = {
        "account": relation.account_id,
        "other": relation.other_id,
        "kind": relation.kind,
        "since": relation.since.isoformat() if relation.since else None,
        "note": relation.note,
        "heard": relation.heard,
        "made_by_id": relation.made_by_id,
    }
    about = {"relation": relation.pk, "one": relation.account.name, "other": relation.other.name, "row": row}
    record(kind, by=by, account_id=relation.other_id, **about, **more)
    return record(kind, by=by, account_id=relation.account_id, **about, **more)
