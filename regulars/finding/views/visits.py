"""What a member opens, told by the page itself once it stands, so that opening it waits for nothing."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

from regulars.finding.models import VisitedKind, visited
from regulars.orders.models import Order
from regulars.people.models import Account, Person
from regulars.team.doors import members
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest

DOORS = {
    VisitedKind.ACCOUNT: Account.objects.visible_to,
    VisitedKind.PERSON: Person.objects.visible_to,
    VisitedKind.ORDER: Order.objects.visible_to,
}


@members(write=Role.READ_ONLY)
@require_POST
def visits(request: MemberRequest) -> HttpResponse:
    """`path` is the address of a page; one of an account, a person or an order is remembered, any other is not."""
    kind, record_id = record_at(request.POST.get("path", ""))
    if kind:
        seen_by(request.member, kind, record_id)
        visited(request.member, kind, record_id)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def record_at(path: str) -> tuple[VisitedKind | None, int]:
    try:
        found = resolve(path[:200])
    except Resolver404:
        return None, 0
    if found.view_name not in VisitedKind.values:
        return None, 0
    return VisitedKind(found.view_name), found.kwargs["pk"]


def seen_by(member: Member, kind: VisitedKind, record_id: int) -> None:
    """Raises Http404 for what is not there, or not theirs to see."""
    if record_id >= 2**63:
        raise Http404
    get_object_or_404(DOORS[kind](member).only("pk"), pk=record_id)
