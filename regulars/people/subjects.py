"""Accounts and people as lists know them: what one may show, sort by and ask for."""

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from regulars.lists.custom import custom
from regulars.lists.filters import All, Condition, Filter
from regulars.lists.ready_made import ReadyMade, has_ready_made
from regulars.lists.subjects import Field, Kind, Subject, offers, subject
from regulars.people import (
    asking,
    contact_log,  # noqa: F401 # registers the contacts
)
from regulars.people.changing import change_account, change_person
from regulars.people.columns import CUSTOM
from regulars.people.listed_accounts import HERE, REACH, WHOSE, of_account
from regulars.people.models import Account, AccountTag, Person, PersonTag
from regulars.team.models import Member
from regulars.timeline.models import Event


def put_on_account(account: Account, key: str, value: Any, by: Member) -> Event | None:
    return change_account(account, by=by, **{f"{CUSTOM}{key}": value})


def put_on_person(person: Person, key: str, value: Any, by: Member) -> Event | None:
    return change_person(person, by=by, **{f"{CUSTOM}{key}": value})


def _account_page(row: dict[str, Any]) -> str:
    return _pattern("account", get_script_prefix()).format(row["id"])


def _person_page(row: dict[str, Any]) -> str:
    return _pattern("person", get_script_prefix()).format(row["id"])


@cache
def _pattern(route: str, prefix: str) -> str:
    """The address of any of them: a list prints hundreds."""
    return reverse(route, args=[0]).replace("/0/", "/{}/")


subject(
    Subject(
        name="accounts",
        label=_("Accounts"),
        model=Account,
        visible=Account.objects.visible_to,
        columns=("name", "standing", "risk", "last_order", "last_contact", "last_year", "owner", "tags"),
        order="name",
        address=_account_page,
        place=10,
    )
)
subject(
    Subject(
        name="people",
        label=_("People"),
        model=Person,
        visible=Person.objects.visible_to,
        columns=("name", "account", "job_title", "email", "phone", "standing", "last_contact", "tags"),
        order="name",
        address=_person_page,
        place=20,
    )
)


@offers("accounts")
def accounts() -> Iterator[Field]:
    yield Field(
        name="name",
        label=_("Name"),
        kind=Kind.TEXT,
        path="name",
        group=HERE,
        sort=True,
        key="folded",
        condition=asking.named("folded"),
    )
    yield from of_account("")
    yield Field(
        name="created",
        label=_("Known since"),
        kind=Kind.MOMENT,
        path="created_at",
        group=HERE,
        sort=True,
        key="pk",
    )
    yield Field(
        name="named_person",
        label=_("Somebody there is known by name"),
        kind=Kind.YES_NO,
        path=lambda: asking.exists(asking.somebody_named("yes", None)),
        condition=asking.somebody_named,
        group=REACH,
    )
    for name, label, column in (
        ("has_email", _("Has an e-mail"), "email"),
        ("has_phone", _("Has a phone"), "phone"),
    ):
        condition = asking.reached_by(column, "pk")
        path = partial(_whether, condition)
        yield Field(name=name, label=label, kind=Kind.YES_NO, path=path, condition=condition, group=REACH)
    yield _tags("tags", _("Tags"), AccountTag, "account", "pk")


offers("accounts")(custom("accounts", put=put_on_account))


@offers("people")
def people() -> Iterator[Field]:
    yield Field(
        name="name",
        label=_("Name"),
        kind=Kind.TEXT,
        path="name",
        group=HERE,
        sort=True,
        key="folded",
        condition=asking.named("folded"),
    )
    for name, label, group in (
        ("job_title", _("Job"), HERE),
        ("email", _("E-mail"), REACH),
        ("phone", _("Phone"), REACH),
        ("prefers", _("How they like to be reached"), REACH),
        ("note", _("What matters to them"), HERE),
    ):
        yield Field(name=name, label=label, kind=Kind.TEXT, path=name, group=group)
    yield from _themselves()
    yield Field(
        name="created",
        label=_("Known since"),
        kind=Kind.MOMENT,
        path="created_at",
        group=HERE,
        sort=True,
        key="pk",
    )
    yield _tags("tags", _("Tags"), PersonTag, "person", "pk")
    yield Field(
        name="account",
        label=_("Account"),
        kind=Kind.TEXT,
        path="account__name",
        group=WHOSE,
        condition=asking.named("account__folded"),
    )
    yield from of_account("account__")
    yield _tags("account_tags", _("Tags of the account"), AccountTag, "account", "account_id")


def _themselves() -> Iterator[Field]:
    months = cache(asking.month_choices)
    yield Field(
        name="birthday",
        label=_("Month of birth"),
        kind=Kind.CHOICE,
        path="birthday_month",
        choices=months,
        group=HERE,
    )
    yield Field(
        name="roles",
        label=_("What they do there"),
        kind=Kind.CHOICES,
        path=asking.parts_shown,
        condition=asking.plays,
        choices=cache(asking.part_choices),
        plain=asking.plain_parts,
        write=asking.plain_parts,
        group=HERE,
    )


offers("people")(custom("people", put=put_on_person))


def _whether(condition: Any) -> Any:
    return asking.exists(condition("yes", None))


def _tags(name: str, label: Any, through: Any, column: str, who: str) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.CHOICES,
        path=partial(asking.tags_shown, through, column, who),
        condition=asking.tagged(through, column, who),
        choices=cache(asking.tag_choices),
        write=asking.write_tags,
        plain=asking.plain_tags,
        group=HERE,
    )


@has_ready_made("accounts")
def ready_accounts() -> Iterator[ReadyMade]:
    yield _ready("accounts", "mine", _("Mine"), Condition("owner", "is", "@me"))
    yield _ready(
        "accounts",
        "not-spoken-to",
        _("Not spoken to for 90 days"),
        Condition("last_contact", "not_in_last", "90"),
    )
    yield _ready(
        "accounts",
        "nobody-named",
        _("Companies without a named person"),
        Condition("kind", "is", "company"),
        Condition("named_person", "no"),
    )


@has_ready_made("people")
def ready_people() -> Iterator[ReadyMade]:
    yield _ready("people", "birthdays", _("Birthdays this month"), Condition("birthday", "is", "@this_month"))


def _ready(subject: str, name: str, label: Any, *conditions: Condition) -> ReadyMade:
    return ReadyMade(name, label, Filter(subject, All(conditions)))
