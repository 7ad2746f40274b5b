"""What care gives to Ctrl+K."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import Verb, command, verb

command("care", _("Care: what is due for whom"), words=_("appreciate goals reviews advice gestures dates"))
command("care-wishes", _("Wishes and what became of them"), words=_("care wish list"))
command("care-origins", _("How people came to us"), words=_("care origins source referred unknown"))
command("care-settings", _("How we care"), words=_("settings care season occasions reviews"))


def knowing(account_id: int, person_id: int | None) -> str:
    return reverse("care-account", args=[account_id])


verb(
    Verb(
        name="care",
        route="care-account",
        label=_("What we know and value of %(who)s"),
        begins=_("care of|care for|what we know of|know"),
        address=knowing,
        looks=True,
    )
)
