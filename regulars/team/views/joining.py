"""The page a one-time link opens: the first owner names the firm, everybody else joins it."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from regulars.team.doors import public
from regulars.team.forms import JoinForm, OwnerForm
from regulars.team.models import Firm, Invitation, Member
from regulars.team.places import probable_place
from regulars.team.signup import join, start_firm
from regulars.team.throttling import limited


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("link")
def joining(request: HttpRequest, token: str) -> HttpResponse:
    invitation = Invitation.objects.found_by(token)
    form = form_for(invitation, request)
    if form.is_valid():
        # Whoever filled the installation before its first owner came has named the firm: the made-up one of --demo.
        is_filled = bool(Firm.load().name)
        return welcomed(request, enter(invitation, form), is_filled)
    context = {"form": form, "invitation": invitation, "firm": Firm.load()}
    return render(request, "team/joining.html", context, status=422 if form.is_bound else 200)


def form_for(invitation: Invitation, request: HttpRequest) -> JoinForm:
    given = request.POST if request.method == "POST" else None
    if not invitation.starts_the_firm:
        return JoinForm(given, initial={"email": invitation.email})
    currency, timezone = probable_place(request.headers.get("Accept-Language", ""))
    initial = {"firm_name": Firm.load().name, "currency": currency, "timezone": timezone}
    return OwnerForm(given, initial=initial)


def enter(invitation: Invitation, form: JoinForm) -> Member:
    if isinstance(form, OwnerForm):
        return start_firm(invitation, form.newcomer, **form.firm)
    return join(invitation, form.newcomer)


def welcomed(request: HttpRequest, member: Member, is_filled: bool) -> HttpResponse:
    """Signed in, with the first thing to do: an empty firm wants its orders."""
    begins = member.holds("owner") and not is_filled
    answer: HttpResponse = perform_login(
        request, member, email_verification="none", redirect_url="/imports/" if begins else "/"
    )
    if begins:
        sentence = _(
            "Welcome, {name}. Put a list of your orders here, whatever it looks like, and we will see who needs you."
        )
    else:
        sentence = _("Welcome, {name}. This is whom to look after today.")
    messages.success(request, sentence.format(name=member.first_name))
    return answer
