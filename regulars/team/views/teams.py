"""Teams: those who share whom they look after, where a role sees no more than its team's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.team.doors import members
from regulars.team.forms.teams import MemberTeamForm, TeamForm
from regulars.team.models import Member, Role, Team
from regulars.team.requests import MemberRequest


@members(read=Role.OWNER, write=Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: MemberRequest) -> HttpResponse:
    """All of them with who is in which, and a new one from its form."""
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = Team.make(form.cleaned_data["name"], by=request.member)
        messages.success(request, _("The team %(name)s is there. Put people into it.") % {"name": made})
        return redirect("teams")
    return page(request, form, status=422 if form.is_bound else 200)


def page(request: MemberRequest, form: TeamForm, status: int = 200) -> HttpResponse:
    shown = {
        "form": form,
        "teams": Team.objects.with_members(),
        "loose": Member.objects.here().filter(team=None),
        "choices": list(Team.objects.order_by("name")),
    }
    return render(request, "team/teams.html", shown, status=status)


@members(read=Role.OWNER, write=Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: MemberRequest, pk: int) -> HttpResponse:
    """Its name."""
    one = get_object_or_404(Team, pk=pk)  # the door lets owners in only
    form = TeamForm(request.POST if request.method == "POST" else None, initial={"name": one.name}, team=one)
    if form.is_valid():
        event = one.rename(form.cleaned_data["name"], by=request.member)
        messages.success(request, _("Saved."), extra_tags=reverse("undo", args=[event.pk]) if event else "")
        return redirect("teams")
    return render(
        request, "team/team.html", {"form": form, "team": one}, status=422 if form.is_bound else 200
    )


@members(write=Role.OWNER)
@require_POST
def member_team(request: MemberRequest, pk: int) -> HttpResponse:
    """Which team a colleague is in; none is an answer too."""
    colleague = get_object_or_404(Member, pk=pk)  # the door lets owners in only, who administer everyone
    form = MemberTeamForm(request.POST)
    if not form.is_valid():
        return page(request, TeamForm(), status=422)
    event = colleague.join_team(form.cleaned_data["team"], by=request.member)
    if event:
        said = _("%(name)s sees and shares what that team looks after from the next click on.")
        if colleague.team is None:
            said = _("%(name)s is in no team now.")
        messages.success(
            request, said % {"name": colleague.first_name}, extra_tags=reverse("undo", args=[event.pk])
        )
    return redirect("teams")
