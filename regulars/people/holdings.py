"""What is held on a person as such: who they are, how to reach them, what they are called and filed under; and its end."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from regulars.lib.held import lines
from regulars.lib.holdings import Holding, Line, forgets, holds
from regulars.people.bin.purging import take_for_good
from regulars.people.merging.chains import below
from regulars.people.models import (
    Account,
    AccountReference,
    AccountRelation,
    AccountTag,
    ContactPoint,
    ContactRole,
    DroppedRow,
    DuplicatePair,
    Introduction,
    Merge,
    Person,
    PersonMove,
    PersonTag,
    Removal,
)


@holds(10)
def who(person: Person) -> Iterator[Holding]:
    columns = {
        _("Name"): "name",
        _("Job"): "job_title",
        _("E-mail"): "email",
        _("Phone"): "phone",
        _("The number we dial"): "phone_e164",
        _("How you like to be reached"): "prefers",
        _("Month of birth"): lambda row: MONTHS.get(row.birthday_month),
        _("What we noted matters to you"): "note",
        _("Known to us since"): "created_at",
    }
    yield Holding(_("Who you are"), lines([person], columns))
    more = {
        _("Kind"): "kind",
        _("Address or number"): "value",
        _("As we compare it"): "key",
        _("For"): "label",
    }
    yield Holding(_("Further ways to reach you"), lines(points(person), more))


@holds(12)
def filed(person: Person) -> Iterator[Holding]:
    labels = [
        {_("Label"): row.tag.name, _("Of"): person.name} for row in _tagged(PersonTag, person=person.pk)
    ]
    labels += [
        {_("Label"): row.tag.name, _("Of"): person.account.name}
        for row in _tagged(AccountTag, account=person.account_id)
    ]
    yield Holding(_("Labels we gave you"), labels)
    yield Holding(_("Where you buy"), _account(person))
    roles = ContactRole.objects.filter(person=person.pk).select_related("account")
    yield Holding(_("What you do there"), lines(roles, {_("At"): "account.name", _("Part"): "part"}))
    handed = Introduction.objects.filter(account=person.account_id) if person.alone else []
    columns = {_("Before"): "before", _("You were told on"): "told_at"}
    yield Holding(_("Who looked after you before"), lines(handed, columns))
    moves = PersonMove.objects.filter(person=person.pk).select_related("before", "after")
    columns = {_("From"): "before.name", _("To"): "after.name", _("When"): "at"}
    yield Holding(_("Where you were before"), lines(moves, columns))


def _tagged(model: Any, **of: int) -> Any:
    return model.objects.filter(**of).select_related("tag").order_by("tag__folded")


def _account(person: Person) -> list[Line]:
    columns = {
        _("Name"): "name",
        _("They are"): "kind",
        _("Country"): "country",
        _("How they came to us"): "came_by",
        _("Kind of buyer"): "persona",
        _("Asked not to be contacted"): "do_not_contact",
        _("Looked after by"): "owner",
        _("When they are away"): "backup",
        _("Known to us since"): "created_at",
    }
    return lines([person.account], columns)


@holds(14)
def elsewhere(person: Person) -> Iterator[Holding]:
    """What other records say of them: numbers at sources, relations, merges, and who was thought to be the same."""
    references = AccountReference.objects.filter(account=person.account_id) if person.alone else []
    columns = {_("Where"): "source", _("What you are called there"): "external_id"}
    yield Holding(_("What our sources of orders call you"), lines(references, columns))
    yield Holding(_("Whom you belong together with"), _relations(person))
    merges = Merge.objects.filter(_merged(person)).order_by("at")
    columns = {
        _("Was kept twice as"): "lost_name",
        _("Became one with"): "kept_name",
        _("When"): "at",
        _("Parted again"): "undone_at",
    }
    yield Holding(_("Records of you that became one"), lines(merges, columns))
    pairs = DuplicatePair.objects.filter(Q(first=person.pk) | Q(second=person.pk), kind="person")
    doubts = {
        _("Found"): "found_at",
        _("What looked alike"): lambda row: _told(row.reasons),
        _("We said"): "verdict",
    }
    yield Holding(_("Where we wondered whether you are here twice"), lines(pairs, doubts))


def _relations(person: Person) -> list[Line]:
    if not person.alone:
        return []
    either = Q(account=person.account_id) | Q(other=person.account_id)
    columns = {
        _("Who"): "account.name",
        _("How"): "kind",
        _("Whom"): "other.name",
        _("Since"): "since",
        _("Only heard of"): "heard",
        _("Note"): "note",
        _("What we found"): "review_note",
    }
    return lines(AccountRelation.objects.filter(either).select_related("account", "other"), columns)


def _told(reasons: Any) -> str:
    return ", ".join(str(one.get("name", one)) if isinstance(one, dict) else str(one) for one in reasons)


def _merged(person: Person) -> Q:
    own = Q(kept_person=person.pk) | Q(lost_person=person.pk)
    account = Q(kept_account=person.account_id) | Q(lost_account=person.account_id)
    return own | account if person.alone else own


def points(person: Person) -> Any:
    own = Q(person=person.pk)
    account = Q(account=person.account_id, person=None)
    return ContactPoint.objects.filter(own | account if person.alone else own).order_by("pk")


@forgets(80)
def beside(person: Person) -> dict[str, int]:
    """What holds their words under a bare number, and at an account that stays: nothing of it follows by itself."""
    with connection.cursor() as cursor:
        ids = below(cursor, Person, person.pk)
    pairs = DuplicatePair.objects.filter(Q(first__in=ids) | Q(second__in=ids), kind="person")
    whole = (
        Q(table="people_contactpoint", image__account_id=person.account_id) if person.alone else Q(pk=None)
    )
    images = DroppedRow.objects.filter(Q(image__person_id__in=ids) | whole)
    gone = {"duplicates": pairs.delete()[0], "merged rows": images.delete()[0]}
    if person.alone:
        named = AccountReference.objects.filter(
            account=person.account_id, external_id__regex="^(e-mail:|name:)"
        )
        either = Q(account=person.account_id) | Q(other=person.account_id)
        gone["references"] = named.delete()[0]
        gone["contact points"] = points(person).delete()[0]
        gone["relations"] = AccountRelation.objects.filter(either).update(note="", review_note="")
    return gone


@forgets(85)
def themselves(person: Person) -> dict[str, int]:
    """The record itself, with whatever was merged into it; and the account where it is nobody but them. Its orders stay in
    the books under a number."""
    if not Person.objects.filter(pk=person.pk).exists():
        return {}
    whole = person.is_the_account
    Person.objects.filter(pk=person.pk).update(removed_at=timezone.now())
    gone = take_for_good("person", Person, person.pk)
    if whole and not Removal.objects.filter(kind="account", record=person.account_id).exists():
        Account.objects.filter(pk=person.account_id).update(came_by="", persona="", removed_at=timezone.now())
        either = Q(kept_account=person.account_id) | Q(lost_account=person.account_id)
        Merge.objects.filter(either).delete()
        gone = take_for_good("account", Account, person.account_id)
    return {"records": sum(gone.values())}
