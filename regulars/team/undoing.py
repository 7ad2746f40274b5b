"""Taking back what an owner settled about the team."""

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed
from regulars.team.allowing import allow, lines
from regulars.team.models import Firm, Member, Role, Team
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, undoes


@undoes("team.access_changed")
def access_changed(event: Event, by: Member) -> str:
    """For owners; where the table was changed again since, it stays."""
    only_owners(by)
    table = Firm.locked().access
    now = lines(table)
    if any(now[role] != line for role, line in event.data["after"].items()):
        raise CannotBeUndone(_("What these roles may was changed again since. Change it by hand."))
    allow({**table, **event.data["before"]}, by=by)
    return reverse("team-roles")


@undoes("team.team_renamed")
def team_renamed(event: Event, by: Member) -> str:
    only_owners(by)
    team = Team.objects.filter(pk=event.data["team"], name=event.data["after"]).first()
    if team is None:
        raise CannotBeUndone(_("That team was renamed again since. Change it by hand."))
    team.rename(event.data["before"], by=by)
    return reverse("teams")


@undoes("team.member_joined_team")
def member_joined_team(event: Event, by: Member) -> str:
    only_owners(by)
    colleague = Member.objects.filter(pk=event.data["member"], team=event.data["after"]).first()
    before = Team.objects.filter(pk=event.data["before"]).first()
    if colleague is None or (event.data["before"] and before is None):
        raise CannotBeUndone(_("Their team was changed again since. Change it by hand."))
    colleague.join_team(before, by=by)
    return reverse("teams")


def only_owners(by: Member) -> None:
    if not by.holds(Role.OWNER):
        raise NotAllowed(_("Only an owner settles what roles may, and who is in which team."))
