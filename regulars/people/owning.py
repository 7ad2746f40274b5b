"""Every account has one owner, and a backup where there are two to share the work.

Rules say who looks after whom; whoever no rule names belongs to the firm's first owner. So nobody is left without
somebody, also after an import, and after a colleague has left.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.people.models import Account
from regulars.people.models.assignment import AssignBy, AssignmentRule
from regulars.people.models.introduction import ask_to_introduce
from regulars.team.models import Member
from regulars.timeline.models import Event, record
from regulars.timeline.undoing import CannotBeUndone

_TOLD = """
INSERT INTO timeline_event (at, kind, actor_id, account_id, data)
SELECT %s, 'people.handed_over', %s, account.id,
    jsonb_build_object('before', %s::text, 'after', coalesce(nullif(owner.name, ''), owner.email))
FROM people_account AS account JOIN team_member AS owner ON owner.id = account.owner_id
WHERE account.id = ANY(%s)
"""


def working_rules() -> list[AssignmentRule]:
    """The rules whose owner is still here, in their order; 'everyone else' last."""
    found = AssignmentRule.objects.filter(owner__is_active=True).select_related("owner", "backup")
    return sorted(found, key=lambda rule: (rule.by == AssignBy.EVERYONE, rule.position, rule.pk))


def owner_for(account: Account, *, else_: Member | None = None) -> tuple[Member | None, Member | None]:
    """Owner and backup of a new account by the first rule about it; `else_` where only 'everyone else' would fit."""
    for rule in working_rules():
        if rule.by == AssignBy.EVERYONE:
            return (else_, None) if else_ else (rule.owner, _here(rule.backup))
        if getattr(account, rule.by) == rule.value:
            return rule.owner, _here(rule.backup)
    return else_ or Member.objects.owners().first(), None


def _here(member: Member | None) -> Member | None:
    return member if member and member.is_active else None


def unowned() -> QuerySet[Account]:
    """Accounts that nobody looks after, or only somebody who has left."""
    return Account.objects.filter(Q(owner=None) | Q(owner__is_active=False), removed_at=None)


def assign_unowned() -> int:
    """Give every account without an owner the one its rule names; returns how many. Twice assigns nobody twice."""
    first = Member.objects.owners().first()
    if first is None:  # nobody works here yet
        return 0
    assigned = 0
    with transaction.atomic():
        Account.objects.filter(backup__is_active=False).update(backup=None)
        for rule in working_rules():
            backup = _here(rule.backup)
            assigned += unowned().filter(rule.fits()).update(owner=rule.owner, backup=backup)
        assigned += unowned().update(owner=first)
        if assigned:
            record("people.accounts_assigned", by=None, number=assigned)
    return assigned


def hand_over(leaver: Member, *, by: Member | None, to: Member | None = None) -> Event | None:
    """Everything `leaver` looks after goes to `to`, else to each account's backup, else by the rules. Twice does once.

    Each account's timeline tells it. The event, by which it can be taken back, has the `accounts` that changed hands;
    None where nothing did.
    """
    with transaction.atomic():
        theirs = Account.objects.filter(owner=leaver)
        moved = list(theirs.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
        if to is not None:
            theirs.update(owner=to)
            Account.objects.filter(pk__in=moved, backup=to).update(backup=None)
        else:
            theirs.filter(backup__is_active=True).exclude(backup=leaver).update(
                owner=F("backup"), backup=None
            )
            theirs.update(owner=None)
        Account.objects.filter(backup=leaver).update(backup=None)
        assign_unowned()
        _tell(moved, leaver, by)
        ask_to_introduce(moved, before=leaver)
        about: dict[str, Any] = {"member": leaver.pk, "name": str(leaver), "accounts": moved}
        return record("people.everything_handed_over", by=by, **about) if moved else None


def take_hand_over_back(event: Event) -> int:
    """Those accounts go back to whom they came from, if that one still works here; how many did."""
    member = Member.objects.filter(pk=event.data["member"], is_active=True).first()
    if member is None:
        raise CannotBeUndone(_("%(name)s does not work here any more.") % {"name": event.data["name"]})
    with transaction.atomic():
        back = Account.objects.filter(pk__in=event.data["accounts"]).update(owner=member)
        ask_to_introduce(event.data["accounts"], before=member)
        return back


def _tell(accounts: list[int], leaver: Member, by: Member | None) -> None:
    """One line on each timeline, all at once: there may be thousands."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [timezone.now(), by.pk if by else None, str(leaver), accounts])


def drop_rule(rule: AssignmentRule, *, by: Member | None) -> Event:
    """Take a rule away; the event keeps it, so that it can come back. Whoever it assigned stays assigned."""
    kept = {"by": rule.by, "value": rule.value, "owner_id": rule.owner_id, "backup_id": rule.backup_id}
    with transaction.atomic():
        rule.delete()
        return record("people.rule_dropped", by=by, owner=str(rule.owner), rule=kept, position=rule.position)


def put_rule_back(event: Event) -> None:
    if AssignmentRule.objects.filter(by=event.data["rule"]["by"], value=event.data["rule"]["value"]).exists():
        raise CannotBeUndone(_("There is another rule about these by now."))
    AssignmentRule.objects.create(position=event.data["position"], **event.data["rule"])


def in_charge(account: Account, on: date) -> Member | None:
    """Who answers for the account on that day: its owner, or the backup while the owner is away."""
    owner, backup = account.owner, account.backup
    if owner is None or not owner.is_away(on):
        return owner
    return backup if backup and not backup.is_away(on) else owner


def load() -> Iterable[Member]:
    """Everyone who works here, with `owned` and `backing`, the number of accounts that are theirs."""
    owned = dict(_counted("owner"))
    backing = dict(_counted("backup"))
    members = list(Member.objects.filter(is_active=True).order_by("name", "pk"))
    for member in members:
        member.owned, member.backing = owned.get(member.pk, 0), backing.get(member.pk, 0)  # type: ignore[attr-defined] # for the page
    return members


def _counted(role: str) -> QuerySet[Account, tuple[int, int]]:
    found = Account.objects.filter(removed_at=None).exclude(**{role: None}).order_by()
    return found.values_list(role).annotate(number=Count("pk"))
