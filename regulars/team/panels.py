"""What team adds to others' pages: on the owners' Today, sign-ins that were unlike the others."""

from datetime import timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from regulars.lib.panels import panel
from regulars.team.models import Role, SignIn
from regulars.team.models.sign_in import Answer

TOLD_FOR = timedelta(days=3)
SHOWN = 3


@panel("today.above", 20)
def strange_sign_ins(request: Any, member: Any) -> str:
    """One query, for owners; one's own are asked about above every page (templatetags/asked.py)."""
    if not member.holds(Role.OWNER):
        return ""
    recent = SignIn.objects.filter(is_strange=True, at__gt=timezone.now() - TOLD_FOR).exclude(
        answer=Answer.ME
    )
    found = list(recent.exclude(member=member).select_related("member").order_by("-at")[: SHOWN + 1])
    shown = {"sign_ins": found[:SHOWN], "more": len(found) > SHOWN}
    return render_to_string("team/_today_sign_ins.html", shown) if found else ""
