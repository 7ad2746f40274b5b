"""The composer of an account's and a person's page: log a contact, and take back one that was logged by mistake."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.people.account_page import open_account
from regulars.people.composing.answering import log, logged, logged_with, not_logged, not_logged_with
from regulars.people.composing.form import TouchForm
from regulars.people.contacts import contacts_of
from regulars.people.person_page import with_points
from regulars.people.phones import dialled_from
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Touch


@members()
@require_POST
def touches(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    people = [contact.person for contact in contacts_of(account, dialled_from(request.firm), request.member)]
    form = TouchForm(request.POST, people=people)
    if not form.is_valid():
        return not_logged(request, account, form)
    sentence, undo = log(request, account, form.cleaned_data)
    return logged(request, account, people, sentence, undo)


@members()
@require_POST
def person_touches(request: MemberRequest, pk: int) -> HttpResponse:
    """Written down with the account they belong to, and with them unless the form says otherwise."""
    person = with_points(request, pk)
    if person is None:
        raise Http404
    form = TouchForm(request.POST, people=[person])
    if not form.is_valid():
        return not_logged_with(request, person, form)
    sentence, undo = log(request, person.account, form.cleaned_data, person)
    return logged_with(request, person, sentence, undo)


@members()
@require_POST
def touch_withdrawn(request: MemberRequest, pk: int, touch_pk: int) -> HttpResponse:
    account = open_account(request, pk)
    of_them = Touch.objects.filter(account=account)  # whose door was passed
    touch = get_object_or_404(of_them, pk=touch_pk)
    touch.withdraw(by=request.member)
    messages.success(request, _("Taken back."))
    if request.GET.get("person", "") == str(touch.person_id):
        return redirect("person", touch.person_id)
    return redirect("account", pk)
