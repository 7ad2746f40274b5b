"""What the history adds to others' pages."""

from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest


@panel("settings.tiles", 45)
def tile(request: MemberRequest, member: Member) -> str:
    return render_to_string("trust/history/_tile.html") if member.holds(Role.MANAGER) else ""
