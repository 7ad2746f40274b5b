"""What people gives to Ctrl+K."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import Verb, command, verb
from regulars.timeline.models import Channel

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


def colleague(account_id: int, person_id: int | None) -> str:
    return reverse("person-new", args=[account_id])


def merge(account_id: int, person_id: int | None) -> str:
    if person_id:
        return reverse("person-merging", args=[person_id])
    return reverse("account-merging", args=[account_id])


verb(
    Verb(
        name="log-call",
        route="account-touches",
        label=_("Log a call with %(who)s"),
        begins=_("log call to|log call with|log call|call to|call with|call|called|rang|phone"),
        address=call,
    )
)
verb(
    Verb(
        name="log-meeting",
        route="account-touches",
        label=_("Log a meeting with %(who)s"),
        begins=_("log meeting with|log meeting|meeting with|met|visited"),
        address=meeting,
    )
)
verb(
    Verb(
        name="note",
        route="account-touches",
        label=_("Write a note about %(who)s"),
        begins=_("note about|note on|note to|note|log note"),
        address=note,
    )
)
verb(
    Verb(
        name="add-person",
        route="person-new",
        label=_("New person at %(who)s"),
        begins=_("new person at|add person to|add person at|new contact at"),
        address=colleague,
    )
)
verb(
    Verb(
        name="merge",
        route="account-merging",
        label=_("Merge %(who)s with another"),
        begins=_("merge|join"),
        address=merge,
    )
)
