"""Where the value is, and who would cost most to lose."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from regulars.people.models import Account
from regulars.retention.firm_facts import FirmFacts
from regulars.retention.pictures.losing import losing
from regulars.retention.pictures.value import value
from regulars.retention.views.picture import picture
from regulars.team.doors import members
from regulars.team.models import Firm, Member, Right
from regulars.team.requests import MemberRequest


@members(right=Right.MONEY)
@require_safe
def retention_value(request: MemberRequest) -> HttpResponse:
    def paint(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
        shown = value(facts, firm) | losing(facts, firm)
        return shown | {"costly": named(shown["losing"].get("top", []), request.member)}

    return picture(request, "retention-value", "value", paint)


def named(found: list[dict[str, Any]], member: Member) -> list[dict[str, Any]]:
    """With their names; who was removed since the scoring is left out."""
    ids = [one["account"] for one in found]
    names = dict(
        Account.objects.visible_to(member).filter(pk__in=ids, removed_at=None).values_list("pk", "name")
    )
    return [one | {"name": names[one["account"]]} for one in found if one["account"] in names]
