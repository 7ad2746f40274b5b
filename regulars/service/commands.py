"""What service gives to Ctrl+K."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import Verb, command, verb

command("promises", _("Promises"), words=_("ours theirs due late kept broken callbacks"), keys="g p")
command("promises-rate", _("How many promises are kept"), words=_("promise rate kept share"))


def promise(account_id: int, person_id: int | None) -> str:
    asked = f"?{urlencode({'person': person_id})}" if person_id else ""
    return reverse("promise-new", args=[account_id]) + asked


verb(
    Verb(
        name="promise",
        route="promise-new",
        label=_("Promise something to %(who)s"),
        begins=_("promise to|promise|new promise to|new promise"),
        address=promise,
    )
)


def callback(account_id: int, person_id: int | None) -> str:
    return reverse("account-callbacks", args=[account_id])


verb(
    Verb(
        name="callback",
        route="account-callbacks",
        label=_("Get back to %(who)s within a time"),
        begins=_("get back to|call back|i will get back to|callback to"),
        address=callback,
    )
)
