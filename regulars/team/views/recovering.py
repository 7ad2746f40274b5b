"""A new password by a link from the server's command line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from regulars.team.doors import public
from regulars.team.forms import PasswordForm
from regulars.team.signup import member_recovering, recover
from regulars.team.throttling import limited


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("link")
def recovering(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Nobody is signed in by it: the new password, and a second factor where there is one, are asked for next."""
    form = PasswordForm(
        request.POST if request.method == "POST" else None, member=member_recovering(pk, token)
    )
    if form.is_valid():
        recover(pk, token, form.cleaned_data["password"])
        messages.success(request, _("Your new password is set. Please sign in with it."))
        return redirect("account_login")
    return render(request, "team/recovering.html", {"form": form}, status=422 if form.is_bound else 200)
