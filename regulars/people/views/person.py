"""The people at an account: add one, change one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.people.account_page import open_account
from regulars.people.changing import add_person, change_person
from regulars.people.form_page import form_page
from regulars.people.forms import PersonForm
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = add_person(account, by=request.member, **form.cleaned_data)
        messages.success(request, _("%(name)s is in.") % {"name": person.name})
        return redirect("account", pk)
    address, back = reverse("person-new", args=[pk]), reverse("account", args=[pk])
    title = _("Another person at %(name)s") % {"name": account.name}
    return form_page(request, form, title=title, address=address, back=back)


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def person_change(request: MemberRequest, pk: int, person_pk: int) -> HttpResponse:
    account = open_account(request, pk)
    person = get_object_or_404(account.people.here(), pk=person_pk)
    name = person.name
    form = PersonForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid():
        if change_person(person, by=request.member, **form.cleaned_data):
            messages.success(request, _("Saved."))
        return redirect("account", pk)
    address, back = reverse("person-change", args=[pk, person_pk]), reverse("account", args=[pk])
    return form_page(request, form, title=name, address=address, back=back)
