"""What people bring, by how they came and by what kind of buyers they are."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from regulars.retention.pictures.groups import groups
from regulars.retention.views.picture import picture
from regulars.team.doors import members
from regulars.team.models import Right
from regulars.team.requests import MemberRequest


@members(right=Right.MONEY)
@require_safe
def retention_groups(request: MemberRequest) -> HttpResponse:
    return picture(request, "retention-groups", "groups", groups)
