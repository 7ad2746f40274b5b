"""The composer of the account page: log a contact, and take back one that was logged by mistake."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.people.account_page import account_page, open_account
from regulars.people.forms import TouchForm
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Touch, log_touch


@members()
@require_POST
def touches(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    form = TouchForm(request.POST)
    if not form.is_valid():
        return render(request, "people/account.html", account_page(request, account, form=form), status=422)
    touch = log_touch(account_id=account.pk, by=request.member, **form.cleaned_data)
    undo = reverse("account-touch-withdrawn", args=[pk, touch.pk]) if touch else ""
    messages.success(request, _("Logged."), extra_tags=undo)
    return redirect("account", pk)


@members()
@require_POST
def touch_withdrawn(request: MemberRequest, pk: int, touch_pk: int) -> HttpResponse:
    account = open_account(request, pk)
    of_them = Touch.objects.filter(account=account)  # whose door was passed
    get_object_or_404(of_them, pk=touch_pk).withdraw(by=request.member)
    messages.success(request, _("Taken back."))
    return redirect("account", pk)
