"""Settings, What we tell people: the answers of each purpose, changing one, and how often and when we write."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.team.confirming import unconfirmed
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.trust.models import SERVING, Purpose, Wording
from regulars.trust.telling.forms import WordingForm
from regulars.trust.telling.wordings import reword, told_counts


@members()
@require_safe
def told(request: MemberRequest) -> HttpResponse:
    """Everybody may read what people are told, as everybody is asked about it."""
    may_change = request.member.holds(Role.MANAGER)
    rows = [(wording, *counted, wording.purpose in SERVING) for wording, counted in told_counts().items()]
    return render(request, "trust/telling/told.html", {"rows": rows, "may_change": may_change})


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def told_change(request: MemberRequest, purpose: str) -> HttpResponse:
    now = Wording.now(purpose) if purpose in Purpose.values else None
    if now is None:
        raise Http404
    form = WordingForm(request.POST if request.method == "POST" else None, now)
    if form.is_valid():
        if question := unconfirmed(request):
            return question
        reword(purpose, form.cleaned_data, by=request.member)
        messages.success(request, _("Saved. Whoever is asked from now on is told this."))
        return redirect("told")
    label = Purpose(purpose).label
    shown = {"form": form, "label": label, "now": now}
    return render(request, "trust/telling/change.html", shown, status=422 if form.is_bound else 200)
