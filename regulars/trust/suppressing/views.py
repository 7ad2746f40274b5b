"""Who told us to stop: the list, as hashes of which only the last letters are shown; looking one up; lifting one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.people.form_page import form_page
from regulars.people.person_page import open_person
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.trust.hashing import digest, is_readable, require_readable, unreadable
from regulars.trust.models import Suppression, Why
from regulars.trust.permitting.forms import LiftForm
from regulars.trust.suppressing.forms import AddressForm
from regulars.trust.suppressing.listing import add_by_hand, lift, lift_one

SHOWN = 50


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def stopped(request: MemberRequest) -> HttpResponse:
    """A POST looks an address up, so that it stands in no address line and no log."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    looked_for: dict[str, Any] = {}
    if form.is_valid():
        require_readable()
        means, address = form.cleaned_data["address"]
        known = Suppression.objects.standing().filter(means=means, digest=digest(address)).first()
        looked_for = {"asked": address, "known": known}
    return listed(request, form, looked_for)


def listed(request: MemberRequest, form: AddressForm, looked_for: dict[str, Any]) -> HttpResponse:
    pages = Paginator(Suppression.objects.standing().select_related("by").order_by("-at", "-pk"), SHOWN)
    shown = {
        "page": pages.get_page(request.GET.get("page")),
        "form": form,
        "lift_form": LiftForm() if request.member.holds(Role.OWNER) else None,
        "problem": "" if is_readable() else str(unreadable()),
    }
    invalid = form.is_bound and not form.is_valid()
    return render(
        request, "trust/suppressing/stopped.html", shown | looked_for, status=422 if invalid else 200
    )


@members(write=Role.MANAGER)
@require_POST
def stopped_added(request: MemberRequest) -> HttpResponse:
    """Somebody who is in no record wants us never to write."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return listed(request, form, {})
    add_by_hand(form.cleaned_data["address"], by=request.member, why=Why.ASKED)
    messages.success(request, _("It is on the list. Whoever has this address, they get nothing but service."))
    return redirect("stopped")


@members(write=Role.OWNER)
@require_POST
def stopped_lifted(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Suppression.objects.standing(), pk=pk)
    form = LiftForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["why"][0]))
        return redirect("stopped")
    lift_one(found, by=request.member, why=form.cleaned_data["why"])
    messages.success(request, _("Lifted. They still get nothing they have not said yes to."))
    return redirect("stopped")


@members(read=Role.OWNER, write=Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def person_stop_lifted(request: MemberRequest, pk: int) -> HttpResponse:
    person = open_person(request, pk)
    form = LiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        lift(person, by=request.member, why=form.cleaned_data["why"])
        messages.success(request, _("Lifted. What they said no to stays no until they say yes."))
        return redirect("person", pk)
    title = _("Lift the stop of %(name)s") % {"name": person.name}
    lede = _("They told us to stop. Lift it only if they told you otherwise.")
    back = reverse("person", args=[pk])
    return form_page(request, form, title=title, lede=lede, address=request.path, back=back)
