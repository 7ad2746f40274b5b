"""The account page, and the facts on it that can be changed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.lib.paging import read_moment
from regulars.people.account_page import ENTRIES, account_page, open_account
from regulars.people.changing import change_account
from regulars.people.form_page import form_page
from regulars.people.forms import AccountForm
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.timeline.telling import timeline_of


@members()
@require_safe
def account(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_account(request, pk)
    before = read_moment(
        request.GET.get("before", ""), _("That part of the timeline does not exist. Start from the newest.")
    )
    if request.htmx and before:
        shown = {"account": found, "timeline": timeline_of(found, before, ENTRIES)}
        response = render(request, "people/_timeline.html", shown)
    else:
        response = render(request, "people/account.html", account_page(request, found, before))
    patch_vary_headers(response, ["HX-Request"])
    return response


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def account_change(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_account(request, pk)
    form = AccountForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        if change_account(found, by=request.member, **form.cleaned_data):
            messages.success(request, _("Saved."))
        return redirect("account", pk)
    back = reverse("account", args=[pk])
    title = _("Facts about %(name)s") % {"name": found.name}
    return form_page(request, form, title=title, address=reverse("account-change", args=[pk]), back=back)
