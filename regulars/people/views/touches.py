"""The composer of the account page: log a contact, and take back one that was logged by mistake."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.people.account_page import open_account
from regulars.people.composing.answering import log, logged, not_logged
from regulars.people.composing.form import TouchForm
from regulars.people.contacts import contacts_of
from regulars.people.phones import region_of
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Touch


@members()
@require_POST
def touches(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    people = [contact.person for contact in contacts_of(account, region_of(request.firm.timezone))]
    form = TouchForm(request.POST, people=people)
    if not form.is_valid():
        return not_logged(request, account, form)
    sentence, undo = log(request, account, form.cleaned_data)
    return logged(request, account, people, sentence, undo)


@members()
@require_POST
def touch_withdrawn(request: MemberRequest, pk: int, touch_pk: int) -> HttpResponse:
    account = open_account(request, pk)
    of_them = Touch.objects.filter(account=account)  # whose door was passed
    get_object_or_404(of_them, pk=touch_pk).withdraw(by=request.member)
    messages.success(request, _("Taken back."))
    return redirect("account", pk)
