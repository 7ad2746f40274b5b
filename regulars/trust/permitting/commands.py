"""What people were told and allowed, from Ctrl+K."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import Verb, command, verb

command("told", _("What we tell people"), words=_("settings permission consent privacy wording purposes"))
command("stopped", _("Who told us to stop"), words=_("settings suppression unsubscribed opt out blocked"))
command("sending", _("How often and when we write"), words=_("settings quiet hours cap frequency sundays"))


def of_person(route: str, account_id: int, person_id: int | None) -> str:
    """Of an account it is asked first whom of its people."""
    if person_id is None:
        return reverse("account-people", args=[account_id])
    return reverse(route, args=[person_id])


for route, label, begins, looks in (
    (
        "person-said",
        _("Note what %(who)s allows"),
        _("allows|permission of|consent of|said yes|said no"),
        False,
    ),
    ("person-stop", _("%(who)s wants us to stop"), _("stop writing to|unsubscribe|opt out|stop"), False),
    ("person-told", _("All that %(who)s said yes and no to"), _("permissions of|allowed by|told"), True),
    ("person-stop-lifted", _("Lift the stop of %(who)s"), _("lift the stop of|lift stop of|lift"), False),
):
    verb(
        Verb(
            name=route,
            route=route,
            label=label,
            begins=begins,
            address=partial(of_person, route),
            looks=looks,
        )
    )
