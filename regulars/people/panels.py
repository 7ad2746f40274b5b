"""What people and accounts add to pages below them."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from regulars.lib.panels import panel
from regulars.people.bin import kinds, panels  # noqa: F401 # register themselves
from regulars.people.changing_place import panels as moving_panels  # noqa: F401 # registers itself
from regulars.people.duplicates import warning  # noqa: F401 # registers itself
from regulars.people.models import Account
from regulars.people.relating import panels as relating_panels  # noqa: F401 # registers itself
from regulars.people.tagging import panels as tagging_panels  # noqa: F401 # registers itself
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest


@panel("settings.tiles", 10)
def looked_after(request: MemberRequest, member: Member) -> str:
    return render_to_string("people/_looked_after_tile.html") if member.holds(Role.MANAGER) else ""


@panel("settings.tiles", 20)
def twice(request: MemberRequest, member: Member) -> str:
    return render_to_string("people/duplicates/_tile.html")


@panel("member.sight", 10)
def seen(request: MemberRequest, member: Member) -> str:
    """How many of all accounts that colleague sees."""
    whole = Account.objects.filter(removed_at=None).count()
    shown = {"label": _("Accounts"), "seen": Account.objects.visible_to(member).count(), "whole": whole}
    return render_to_string("team/_seen.html", shown)
