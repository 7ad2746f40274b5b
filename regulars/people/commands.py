"""What people gives to Ctrl+K."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import Verb, command, verb
from regulars.timeline.models import Channel

Address = Callable[[int, int | None], str]

command(
    "account-new",
    _("New person or company"),
    words=_("add create make household individual contact account"),
    keys="n",
)
command("mentions", _("Where you were mentioned"), words=_("show my mentions notices told me @"), keys="g m")
command("duplicates", _("People and accounts that may be there twice"), words=_("duplicates merge same"))
command("bin", _("The bin"), words=_("removed deleted restore merged undo"))
command("tags", _("Tags"), words=_("settings labels colours"))
command("looked-after", _("Who looks after whom"), words=_("settings owners assign hand over rules"))


def logging(channel: str, account_id: int, person_id: int | None) -> str:
    """The account's page, its composer set to what is to be written down."""
    asked = {"channel": channel} | ({"person": str(person_id)} if person_id else {})
    return f"{reverse('account', args=[account_id])}?{urlencode(asked)}#touch-note"


def call(account_id: int, person_id: int | None) -> str:
    return logging(Channel.CALL, account_id, person_id)


def note(account_id: int, person_id: int | None) -> str:
    return logging(Channel.NOTE, account_id, person_id)


def meeting(account_id: int, person_id: int | None) -> str:
    return logging(Channel.MEETING, account_id, person_id)


def written(account_id: int, person_id: int | None) -> str:
    return logging(Channel.WRITE, account_id, person_id)


def message(account_id: int, person_id: int | None) -> str:
    return logging(Channel.MESSAGE, account_id, person_id)


def way(kind: str) -> Address:
    """Where one more phone, e-mail or address is noted, for a person or the account itself."""

    def page(account_id: int, person_id: int | None) -> str:
        if person_id:
            return reverse("person-point-new", args=[person_id, kind])
        return reverse("account-point-new", args=[account_id, kind])

    return page


def fact(name: str) -> Address:
    """Where a fact of the account is changed, whoever of its people was named."""
    return lambda account_id, _person_id: reverse("account-fact", args=[account_id, name])


def either(route: str) -> Address:
    """A page that a person has as an account has: `person-removal`, `account-removal`."""

    def page(account_id: int, person_id: int | None) -> str:
        kind, pk = ("person", person_id) if person_id else ("account", account_id)
        return reverse(f"{kind}-{route}", args=[pk])

    return page


def tagging(account_id: int, person_id: int | None) -> str:
    page = reverse("person", args=[person_id]) if person_id else reverse("account", args=[account_id])
    return f"{page}#tags"


def related(account_id: int, _person_id: int | None) -> str:
    return reverse("account-relations", args=[account_id])


def people_of(account_id: int, _person_id: int | None) -> str:
    return reverse("account-people", args=[account_id])


def moving(account_id: int, person_id: int | None) -> str:
    """Of an account it is asked first whom of its people."""
    return reverse("person-moving", args=[person_id]) if person_id else people_of(account_id, None)


def colleague(account_id: int, person_id: int | None) -> str:
    return reverse("person-new", args=[account_id])


def merge(account_id: int, person_id: int | None) -> str:
    if person_id:
        return reverse("person-merging", args=[person_id])
    return reverse("account-merging", args=[account_id])


WRITING: list[tuple[str, str, str | Promise, str | Promise, Address]] = [
    (
        "log-call",
        "account-touches",
        _("Log a call with %(who)s"),
        _("log call to|log call with|log call|call to|call with|call|called|rang|phone"),
        call,
    ),
    (
        "log-meeting",
        "account-touches",
        _("Log a meeting with %(who)s"),
        _("log meeting with|log meeting|meeting with|met|visited"),
        meeting,
    ),
    (
        "note",
        "account-touches",
        _("Write a note about %(who)s"),
        _("note about|note on|note to|note|log note"),
        note,
    ),
    (
        "log-e-mail",
        "account-touches",
        _("Log an e-mail with %(who)s"),
        _(
            "log e-mail to|log e-mail with|log e-mail|log email to|e-mail to|email to|e-mail|wrote to|write to"
        ),
        written,
    ),
    (
        "log-message",
        "account-touches",
        _("Log a message with %(who)s"),
        _("log message to|log message|message to|message|texted"),
        message,
    ),
    (
        "add-person",
        "person-new",
        _("New person at %(who)s"),
        _("new person at|add person to|add person at|new contact at"),
        colleague,
    ),
    (
        "merge",
        "account-merging",
        _("Merge %(who)s with another"),
        _("merge|join|same as|duplicate of"),
        merge,
    ),
    ("tag", "account-tags", _("Tag %(who)s"), _("tag|label|add tag to|untag"), tagging),
    (
        "add-phone",
        "account-point-new",
        _("One more phone for %(who)s"),
        _("add phone to|add phone for|new phone of|phone number of"),
        way("phone"),
    ),
    (
        "add-e-mail",
        "account-point-new",
        _("One more e-mail for %(who)s"),
        _("add e-mail to|add email to|add e-mail for|new e-mail of"),
        way("email"),
    ),
    (
        "add-address",
        "account-point-new",
        _("One more address for %(who)s"),
        _("add address to|add address for|new address of"),
        way("address"),
    ),
    (
        "rename",
        "account-fact",
        _("Another name for the account of %(who)s"),
        _("rename|name of|change name of"),
        fact("name"),
    ),
    (
        "owner",
        "account-fact",
        _("Who looks after %(who)s"),
        _("owner of|assign|hand over|who looks after|looked after by"),
        fact("owner"),
    ),
    (
        "relate",
        "account-relations",
        _("Relate %(who)s to another account"),
        _("relate|relation of|parent of|partner of|part of"),
        related,
    ),
    (
        "move",
        "person-moving",
        _("Move %(who)s to another account"),
        _("move|changed jobs|works now at|left the company"),
        moving,
    ),
    (
        "remove",
        "account-removal",
        _("Put %(who)s in the bin"),
        _("remove|delete|bin|put in the bin"),
        either("removal"),
    ),
]

for name, route, label, begins, address in WRITING:
    verb(Verb(name=name, route=route, label=label, begins=begins, address=address))

verb(
    Verb(
        name="people-of",
        route="account-people",
        label=_("People at %(who)s"),
        begins=_("people at|people of|who works at|contacts of"),
        address=people_of,
        looks=True,
    )
)
