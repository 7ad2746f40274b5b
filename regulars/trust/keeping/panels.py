"""What keeping adds to Settings."""

from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest


@panel("settings.tiles", 60)
def tile(request: MemberRequest, member: Member) -> str:
    return render_to_string("trust/keeping/_tile.html") if member.holds(Role.MANAGER) else ""
