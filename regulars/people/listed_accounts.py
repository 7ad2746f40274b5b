"""What lists of accounts and lists of people both know of an account, of whoever looks after it, and of its contacts."""

from collections.abc import Iterator
from functools import cache, partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from regulars.lists.subjects import Field, Kind
from regulars.people import asking
from regulars.people.changing import change_account
from regulars.people.models import Account
from regulars.people.models import Kind as AccountKind
from regulars.team.models import Member
from regulars.timeline.models import Event

HERE, REACH, WHOSE, CONTACTS = (
    _("Who they are"),
    _("How to reach them"),
    _("Who looks after them"),
    _("Contacts"),
)


def put_owner(account: Account, code: str, by: Member) -> Event | None:
    """Every account has one, and only somebody who is here can be it."""
    chosen = get_object_or_404(Member, pk=int(code or 0), is_active=True)
    return change_account(account, by=by, owner=chosen)


def put_kind(account: Account, code: str, by: Member) -> Event | None:
    """Every account is one of them."""
    if not code:
        raise Http404
    return change_account(account, by=by, kind=code)


def of_account(at: str) -> Iterator[Field]:
    """What both lists know of an account; `at` is the path to it."""
    colleagues = cache(asking.member_choices)
    yield Field(
        name="kind",
        label=_("Kind"),
        kind=Kind.CHOICE,
        path=f"{at}kind",
        choices=lambda: [(str(code), str(label)) for code, label in AccountKind.choices],
        put=None if at else put_kind,
        group=HERE,
    )
    yield Field(name="country", label=_("Country"), kind=Kind.TEXT, path=f"{at}country", group=HERE)
    for name, label in (("came_by", _("How they came to us")), ("persona", _("Kind of buyer"))):
        yield Field(
            name=name,
            label=label,
            kind=Kind.TEXT,
            path=f"{at}{name}",
            choices=cache(asking.in_groups(name)),
            choices_to=asking.in_groups_of(name),
            group=HERE,
        )
    for name, label in (("owner", _("Looked after by")), ("backup", _("When they are away"))):
        yield Field(
            name=name,
            label=label,
            kind=Kind.CHOICE,
            path=f"{at}{name}_id",
            choices=colleagues,
            put=put_owner if name == "owner" and not at else None,
            group=WHOSE,
        )
    yield Field(
        name="do_not_contact",
        label=_("Asked not to be contacted"),
        kind=Kind.YES_NO,
        path=f"{at}do_not_contact",
        group=REACH,
    )
    yield _relations("account_id" if at else "pk")
    yield from _contacts(at)


def _relations(account_id: str) -> Field:
    return Field(
        name="relations",
        label=_("Belongs together with others"),
        kind=Kind.CHOICES,
        path=partial(asking.relations_shown, account_id),
        condition=asking.related(account_id),
        choices=cache(asking.relation_choices),
        write=asking.plain_relations,
        plain=asking.plain_relations,
        group=HERE,
    )


def _contacts(at: str) -> Iterator[Field]:
    """The tally of contacts, an account a row."""
    for name, label, column in (
        ("last_contact", _("Last contact"), "last_at"),
        ("last_spoken", _("Last spoken, not selling"), "last_two_way_not_sales_at"),
        ("last_thanked", _("Last thanked"), "last_thanked_at"),
    ):
        sorts = not at and name != "last_thanked"
        yield Field(
            name=name,
            label=label,
            kind=Kind.MOMENT,
            path=f"{at}tally__{column}",
            sort=sorts,
            key=f"tally__{column}",
            tie="tally__account_id",
            known=f"tally__{column}",
            group=CONTACTS,
        )
    for name, label, column in (
        ("contacts", _("Contacts in all"), "touches"),
        ("answers", _("Contacts both ways"), "two_way"),
    ):
        yield Field(
            name=name,
            label=label,
            kind=Kind.NUMBER,
            path=partial(asking.counted, f"{at}tally__{column}"),
            group=CONTACTS,
        )
