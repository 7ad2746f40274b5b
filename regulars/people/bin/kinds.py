"""Accounts and people as the bin shows them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.bin import BinKind, Binned, bin_kind
from regulars.people.bin.removing import restore_account, restore_person
from regulars.people.models import Account, Person, Removal
from regulars.people.models.sight import within
from regulars.team.models import Member
from regulars.timeline.models import Event


def binned_accounts(member: Member) -> QuerySet[Account]:
    """Those in the bin, but not what was merged away or is left for the books alone."""
    gone = Removal.objects.filter(kind="account").values("record")
    found = Account.objects.filter(removed_at__isnull=False, merged_into=None).exclude(pk__in=gone)
    return within(found, member, account="")


def binned_people(member: Member) -> QuerySet[Person]:
    """Those removed by themselves: who belongs to an account in the bin comes back with it."""
    found = Person.objects.filter(removed_at__isnull=False, merged_into=None, account__removed_at=None)
    return within(found, member)


def accounts(member: Member, before: datetime | None, limit: int) -> list[Binned]:
    rows = _newest(binned_accounts(member), before, limit)
    whom = who_removed("people.account_removed", {account.pk for account in rows}, "account_id")
    return [
        Binned("account", account.pk, account.name, account.removed_at, by=whom.get(account.pk, ""))
        for account in rows
    ]


def people(member: Member, before: datetime | None, limit: int) -> list[Binned]:
    rows = _newest(binned_people(member).select_related("account"), before, limit)
    whom = who_removed("people.person_removed", {person.pk for person in rows}, "data__person")
    return [
        Binned("person", row.pk, row.name, row.removed_at, about=row.account.name, by=whom.get(row.pk, ""))
        for row in rows
    ]


def _newest(found: Any, before: datetime | None, limit: int) -> list[Any]:
    older = found.filter(removed_at__lt=before) if before else found
    return list(older.order_by("-removed_at", "-pk")[:limit])


def who_removed(kind: str, pks: set[int], key: str) -> dict[int, str]:
    """Who did it last, by the id of what was removed."""
    events = Event.objects.filter(kind=kind, **{f"{key}__in": pks}) if pks else Event.objects.none()
    told = events.order_by("pk").values_list(key, "actor__name")
    return {pk: (name or "").split(" ")[0] for pk, name in told}


def restored_account(member: Member, pk: int) -> str:
    found = binned_accounts(member).filter(pk=pk).first()
    if found is None:
        raise Http404
    restore_account(found, by=member)
    return reverse("account", args=[pk])


def restored_person(member: Member, pk: int) -> str:
    found = binned_people(member).filter(pk=pk).first()
    if found is None:
        raise Http404
    restore_person(found, by=member)
    return reverse("person", args=[pk])


bin_kind(BinKind("account", _("Account"), accounts, restored_account))
bin_kind(BinKind("person", _("Person"), people, restored_person))
