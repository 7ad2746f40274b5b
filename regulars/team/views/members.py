"""Who works here, what they may do, and ending it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.lib.errors import BadInput
from regulars.lib.hanging import hanging_on
from regulars.team.confirming import confirmed
from regulars.team.doors import members
from regulars.team.forms import InviteForm, RoleForm
from regulars.team.models import Invitation, Member, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event
from regulars.timeline.registry import sentence_of


def team_page(by: Member, form: InviteForm, link: str = "") -> dict[str, Any]:
    of_the_team = Event.objects.filter(kind__startswith="team.")  # nobody's account; told to every member
    happened = of_the_team.select_related("actor").order_by("-at", "-id")[:20]
    return {
        "form": form,
        "link": link,
        "people": Member.objects.select_related("team").order_by("-is_active", "name", "pk"),
        "roles": Role.choices,
        "invitations": Invitation.objects.usable()
        .exclude(invited_by=None)
        .select_related("invited_by")
        .order_by("-created_at"),
        "happened": [
            (event.at, sentence_of(event.kind)(event.data, str(event.actor or "Regulars")))
            for event in happened
        ],
    }


@members(read=Role.MANAGER)
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    return render(request, "team/people.html", team_page(request.member, InviteForm(by=request.member)))


@members(write=Role.MANAGER)
@require_POST
@confirmed
def invitations(request: MemberRequest) -> HttpResponse:
    """The link is in this answer and nowhere else: only its hash is kept."""
    form = InviteForm(request.POST, by=request.member)
    if not form.is_valid():
        return render(request, "team/people.html", team_page(request.member, form), status=422)
    _made, token = Invitation.issue(
        form.cleaned_data["role"], by=request.member, email=form.cleaned_data["email"]
    )
    link = request.build_absolute_uri(f"/join/{token}/")
    page = team_page(request.member, InviteForm(by=request.member), link)
    return render(request, "team/people.html", page, status=201)


@members(write=Role.MANAGER)
@require_POST
def invitation_withdrawn(request: MemberRequest, pk: int) -> HttpResponse:
    """Managers take back their own, owners any."""
    found = Invitation.objects.exclude(invited_by=None)  # narrowed below to those one may take back
    if not request.member.holds(Role.OWNER):
        found = found.filter(invited_by=request.member)
    get_object_or_404(found, pk=pk).withdraw(by=request.member)
    messages.success(request, _("The link does not work any more."))
    return redirect("team-people")


@members(write=Role.OWNER)
@require_POST
@confirmed
def role(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk)  # the door lets owners in only, who administer everyone
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose one of the four roles."))
    member.change_role(form.cleaned_data["role"], by=request.member)
    messages.success(request, _("{name} has a new role and signs in again.").format(name=member))
    return redirect("team-people")


@members(read=Role.OWNER)
@require_safe
def leaving(request: MemberRequest, pk: int) -> HttpResponse:
    """What hangs on them and to whom it goes, before their access is ended."""
    colleague = get_object_or_404(Member, pk=pk)  # the door lets owners in only, who administer everyone
    return render(request, "team/leaving.html", {"colleague": colleague, "hanging": hanging_on(colleague)})


@members(write=Role.OWNER)
@require_POST
@confirmed
def deactivation(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk)  # the door lets owners in only, who administer everyone
    member.deactivate(by=request.member)
    messages.success(
        request, _("{name} cannot sign in any more and is signed out everywhere.").format(name=member)
    )
    return redirect("team-people")


@members(write=Role.OWNER)
@require_POST
@confirmed
def reactivation(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk)  # the door lets owners in only, who administer everyone
    member.reactivate(by=request.member)
    messages.success(request, _("{name} may sign in again.").format(name=member))
    return redirect("team-people")
