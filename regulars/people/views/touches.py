"""The composer of the account page: log a contact."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.people.account_page import account_page, open_account
from regulars.people.forms import TouchForm
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.timeline.models import log_touch


@members()
@require_POST
def touches(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    form = TouchForm(request.POST)
    if not form.is_valid():
        return render(request, "people/account.html", account_page(request, account, form=form), status=422)
    log_touch(account_id=account.pk, by=request.member, **form.cleaned_data)
    messages.success(request, _("Logged."))
    return redirect("account", pk)
