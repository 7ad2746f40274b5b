"""What care gives to Ctrl+K."""

from functools import partial

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


def noting(what: str, account_id: int, _person_id: int | None) -> str:
    return reverse("care-new", args=[account_id, what])


NOTED = [
    ("wishes", _("Note a wish of %(who)s"), _("wish of|wish from|wishes of|wish")),
    ("goals", _("Note a goal of %(who)s, or ours with them"), _("goal of|goal with|goal for|goal")),
    ("said", _("Note what %(who)s said and meant"), _("said by|said and meant|said")),
    ("reviews", _("Plan a review with %(who)s"), _("review with|review of|plan review with|review")),
    ("sheet", _("Protect %(who)s: how they feel, and what we do"), _("protect|protection sheet of")),
    ("depends", _("Note what %(who)s depends on"), _("depends on|what ends for|contract of|depends")),
    ("advice", _("Note advice given to %(who)s"), _("advice to|advice for|advised|advice")),
    ("asked", _("Note that %(who)s had to ask first"), _("asked first|had to ask|asked for|asked")),
    (
        "mistakes",
        _("Note a mistake of ours with %(who)s"),
        _("mistake with|mistake at|our mistake with|mistake"),
    ),
    ("rivals", _("Note a rival near %(who)s"), _("rival at|rival near|competitor at|rival")),
    ("drill", _("Rehearse a better offer made to %(who)s"), _("rehearse|drill|better deal for")),
    ("flags", _("Go gently with %(who)s for a while"), _("go gently with|gently|empathy for")),
]

for what, label, begins in NOTED:
    verb(
        Verb(
            name=f"care-{what}",
            route="care-new",
            label=label,
            begins=begins,
            address=partial(noting, what),
        )
    )
