"""The page of a person, adding one to an account, and everybody of an account that has many."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.lib.looking import seen_by
from regulars.lib.paging import read_moment
from regulars.people.account_page import open_account
from regulars.people.changing import add_person
from regulars.people.contacts import contacts_of
from regulars.people.form_page import form_page, warned
from regulars.people.forms import PersonForm
from regulars.people.gone import gone_person
from regulars.people.person_page import person_page, with_points
from regulars.people.person_timeline import timeline_of_person
from regulars.people.phones import dialled_from
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


@members()
@require_safe
def person(request: MemberRequest, pk: int) -> HttpResponse:
    found = with_points(request, pk)
    if found is None:
        return gone_person(request, pk)
    before = read_moment(
        request.GET.get("before", ""), _("That part of the timeline does not exist. Start from the newest.")
    )
    if request.htmx and before:
        stretch = timeline_of_person(found, before, request.member)
        shown = {"timeline": stretch, "here": reverse("person", args=[pk]), "before": before}
        response = render(request, "people/_timeline.html", shown)
    else:
        response = render(request, "people/person.html", person_page(request, found, before))
    patch_vary_headers(response, ["HX-Request"])
    return response


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    form = seen_by(PersonForm(request.POST if request.method == "POST" else None), request.member)
    warnings = warned("person.new.warning", request, form)
    if form.is_valid() and not warnings:
        made, event = add_person(account, by=request.member, parts=form.cleaned_data["parts"], **form.about)
        sentence = _("%(name)s is in.") % {"name": made.name}
        messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
        return redirect("account", pk)
    address, back = reverse("person-new", args=[pk]), reverse("account", args=[pk])
    title = _("Another person at %(name)s") % {"name": account.name}
    return form_page(request, form, warnings, title=title, address=address, back=back)


@members()
@require_safe
def account_people(request: MemberRequest, pk: int) -> HttpResponse:
    """Everybody there, for an account with more people than its own page shows."""
    account = open_account(request, pk)
    contacts = contacts_of(account, dialled_from(request.firm), request.member, limit=None)
    return render(request, "people/everybody.html", {"account": account, "contacts": contacts})
