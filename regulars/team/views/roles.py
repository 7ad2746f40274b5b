"""What each role may: a table the owner reads and changes, in force at the next click."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.lib.panels import rendered
from regulars.team.allowing import CHANGEABLE, allow, differences, in_words, lines, mark
from regulars.team.confirming import unconfirmed
from regulars.team.doors import members
from regulars.team.forms.roles import RolesForm
from regulars.team.models import Access, Member, Role, Team
from regulars.team.requests import MemberRequest


@members(read=Role.OWNER, write=Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: MemberRequest) -> HttpResponse:
    form = asked(request)
    if not form.is_valid():
        return page(request, form, status=422 if form.is_bound else 200)
    if question := unconfirmed(request):
        return question
    event = allow(form.table(), by=request.member, shown=form.cleaned_data["shown"])
    if event:
        sentence = _("In force from the next click on.")
        messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
    return redirect("team-roles")


@members(write=Role.OWNER)
@require_POST
def roles_preview(request: MemberRequest) -> HttpResponse:
    """What would change, and for whom; nothing is kept."""
    form = asked(request)
    if not form.is_valid():
        return page(request, form, status=422)
    before, after = lines(request.firm.access), lines(form.table())
    changes = [
        (Role(role).label, differences(before[role], after[role]), working_as(role))
        for role in before
        if before[role] != after[role]
    ]
    return page(request, form, changes=changes, previewed=True)


def asked(request: MemberRequest) -> RolesForm:
    table = request.firm.access
    return RolesForm(request.POST if request.method == "POST" else None, table=table, shown=mark(table))


def page(request: MemberRequest, form: RolesForm, status: int = 200, **more: Any) -> HttpResponse:
    table = request.firm.access
    said = [
        (role.label, in_words(Access.of(role, table)), working_as(role)) for role in (Role.OWNER, *CHANGEABLE)
    ]
    caption = _("What each role may give on the spot, in %(currency)s") % {"currency": request.firm.currency}
    shown = {"form": form, "said": said, "teams": Team.objects.exists(), "limits_caption": caption}
    shown["below"] = rendered("roles.limits", request, request.member)
    return render(request, "team/roles.html", shown | more, status=status)


def working_as(role: str) -> list[Member]:
    return list(Member.objects.here().filter(role=role))


@members(read=Role.OWNER)
@require_safe
def member_sight(request: MemberRequest, pk: int) -> HttpResponse:
    """What this colleague sees, in words and in numbers, as the table stands."""
    colleague = get_object_or_404(Member, pk=pk)  # the door lets owners in only, who administer everyone
    shown = {
        "colleague": colleague,
        "said": in_words(colleague.access),
        "seen": rendered("member.sight", request, colleague),
    }
    return render(request, "team/sight.html", shown)
