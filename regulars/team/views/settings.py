"""Settings: what is one's own, and what is the firm's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.lib.panels import rendered
from regulars.team.doors import members
from regulars.team.forms import FirmForm, NameForm
from regulars.team.models import Firm, Role
from regulars.team.requests import MemberRequest


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    """Everyone's own page; what it changes is one's own name and absence, which a read-only member may too."""
    form = NameForm(request.POST if request.method == "POST" else None, instance=request.member)
    if form.is_valid():
        request.member.save(update_fields=["name", "away_until"])
        messages.success(request, _("Saved."))
        return redirect("team-settings")
    shown = {"form": form, "tiles": rendered("settings.tiles", request, request.member)}
    return render(request, "team/settings.html", shown, status=422 if form.is_bound else 200)


@members(read=Role.OWNER, write=Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def firm_settings(request: MemberRequest) -> HttpResponse:
    firm = Firm.load()
    form = FirmForm(request.POST if request.method == "POST" else None, instance=firm)
    if form.is_valid():
        Firm.load().change(form.values, by=request.member)
        messages.success(request, _("Saved. What depends on it is being counted again."))
        return redirect("team-firm")
    return render(request, "team/firm.html", {"form": form}, status=422 if form.is_bound else 200)


@members(write=Role.OWNER)
@require_POST
def swapped_words(request: MemberRequest) -> HttpResponse:
    Firm.load().swap_words(by=request.member)
    messages.success(request, _("The two words have changed places. Nothing that is counted has changed."))
    return redirect("team-firm")
