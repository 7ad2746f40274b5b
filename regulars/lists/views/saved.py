"""Saving a list, and changing, removing and pinning a saved one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.lib.errors import NotAllowed
from regulars.lists.filters import to_json
from regulars.lists.filters.saying import sentence
from regulars.lists.forms import NewViewForm, ViewForm
from regulars.lists.listing import Listing
from regulars.lists.models import SavedView
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
def view_new(request: MemberRequest, subject: str) -> HttpResponse:
    """Save the list that the address, or the form, describes. What is one's own everyone may save."""
    given = request.POST if request.method == "POST" else request.GET
    listing = Listing.asked(subject, given, request.member, request.firm)
    form = NewViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data | kept(listing)
        made = SavedView.save_new(by=request.member, subject=subject, **values)
        messages.success(request, _("The list “%(name)s” is saved.") % {"name": made.name})
        return redirect(made.address)
    said = sentence(listing.shown.filter, listing.fields, request.firm.currency)
    context = {"form": form, "listing": listing, "said": said, "pairs": listing.pairs()}
    status = 422 if request.method == "POST" else 200
    return render(request, "lists/save.html", context, status=status)


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
def view_change(request: MemberRequest, pk: int) -> HttpResponse:
    """Its name, and who sees it."""
    view = theirs(request, pk)
    form = ViewForm(request.POST or None, instance=view)
    if view.owner_id != request.member.pk:  # who made it private would lose sight of it
        del form.fields["shared"]
    if request.method == "POST" and form.is_valid():
        stored = theirs(request, pk)
        event = stored.change(by=request.member, **form.cleaned_data)
        return told(request, stored, event)
    context = {"form": form, "view": view, "back": view.address}
    return render(request, "lists/change.html", context, status=422 if request.method == "POST" else 200)


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_POST
def view_kept(request: MemberRequest, pk: int) -> HttpResponse:
    """The list as it is shown now is what the view means from now on."""
    view = theirs(request, pk)
    listing = Listing.asked(view.subject, request.POST, request.member, request.firm)
    return told(request, view, view.change(by=request.member, **kept(listing)))


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_POST
def view_removed(request: MemberRequest, pk: int) -> HttpResponse:
    view = theirs(request, pk)
    event = view.remove(by=request.member)
    sentence = _("The list “%(name)s” is removed.") % {"name": view.name}
    messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
    return redirect("list", view.subject)


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_POST
def view_pinned(request: MemberRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.member), pk=pk)
    view.pin(by=request.member)
    return redirect(view.address)


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_POST
def view_unpinned(request: MemberRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.member), pk=pk)
    view.unpin(by=request.member)
    return redirect(view.address)


def theirs(request: MemberRequest, pk: int) -> SavedView:
    """404 where they may not see it, a refusal where they may see but not change it."""
    view: SavedView = get_object_or_404(SavedView.objects.visible_to(request.member), pk=pk)
    if not view.may_be_changed_by(request.member):
        raise NotAllowed(_("This list is %(owner)s's. Save one of your own.") % {"owner": view.owner})
    return view


def kept(listing: Listing) -> dict[str, Any]:
    shown = listing.shown
    return {"where": to_json(shown.filter), "columns": list(shown.columns), "sort": shown.sort}


def told(request: MemberRequest, view: SavedView, event: Any) -> HttpResponse:
    if event:
        sentence = _("The list “%(name)s” is changed.") % {"name": view.name}
        messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
    return redirect(view.address)
