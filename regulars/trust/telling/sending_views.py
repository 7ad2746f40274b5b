"""Settings: how often one person hears from us at most, and when nothing is sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.team.confirming import unconfirmed
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.trust.models import SendingSettings
from regulars.trust.telling.forms import SendingForm


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: MemberRequest) -> HttpResponse:
    form = SendingForm(request.POST if request.method == "POST" else None, instance=SendingSettings.load())
    if form.is_valid():
        if question := unconfirmed(request):
            return question
        SendingSettings.load().change(form.values, by=request.member)
        messages.success(request, _("Saved. It counts for whatever has not been sent yet."))
        return redirect("sending")
    shown = {"form": form, "zone": request.firm.timezone}
    return render(request, "trust/telling/sending.html", shown, status=422 if form.is_bound else 200)
