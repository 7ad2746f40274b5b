"""What the export log adds: large exports on an owner's morning, a tile of settings, a line on a person's page."""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.lib.statements import NUMBERS, OTHER_NUMBERS, Statement
from regulars.people.models import Person
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest
from regulars.trust.leaving.holding import exports_holding
from regulars.trust.models import Export, ExportNotice

SHOWN = 3


def _unseen(member: int) -> QuerySet[ExportNotice, Any]:
    unseen = ExportNotice.objects.filter(member=member, seen_at=None)
    return unseen.select_related("export__member").order_by("-id")[: SHOWN + 1]


def _holding(person: int, account: int) -> QuerySet[Export, Any]:
    return exports_holding(person, account)[: SHOWN + 1]


UNSEEN = Statement(_unseen, member=NUMBERS)
HOLDING = Statement(_holding, person=NUMBERS, account=OTHER_NUMBERS)


@panel("today.above", 5)
def large_ones(request: MemberRequest, member: Member) -> str:
    """Owners only: nobody else is ever told, so nobody else asks."""
    found = UNSEEN(member=member.pk) if member.is_active and member.role == Role.OWNER else []
    shown = {"notices": found[:SHOWN], "more": len(found) > SHOWN}
    return render_to_string("trust/leaving/_large.html", shown, request) if found else ""


@panel("settings.tiles", 40)
def tile(request: MemberRequest, member: Member) -> str:
    return render_to_string("trust/leaving/_tile.html") if member.holds(Role.MANAGER) else ""


@panel("person.left", 90)
def held_by(request: MemberRequest, person: Person) -> str:
    """For who answers for it: which exports held this person's row."""
    if not request.member.holds(Role.MANAGER):
        return ""
    found = HOLDING(person=person.pk, account=person.account_id)
    shown = {"exports": found[:SHOWN], "more": len(found) > SHOWN, "person": person}
    return render_to_string("trust/leaving/_held_by.html", shown) if found else ""
