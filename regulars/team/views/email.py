"""The e-mail one signs in with."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.team.confirming import confirmed
from regulars.team.doors import members
from regulars.team.forms import EmailForm
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def email(request: MemberRequest) -> HttpResponse:
    """One's own, after confirming that it is still oneself."""
    form = EmailForm(request.POST if request.method == "POST" else None, member=request.member)
    if form.is_valid():
        request.member.change_email(form.cleaned_data["email"], by=request.member)
        messages.success(request, _("Saved. From now on you sign in with %s.") % request.member.email)
        return redirect("team-settings")
    return render(request, "team/email.html", {"form": form}, status=422 if form.is_bound else 200)
