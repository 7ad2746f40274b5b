"""One field: what it is called and asks, where it stands, archived and brought back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.fields.forms import FieldForm
from regulars.fields.making import archive_field, bring_back_field, change_choices, change_field, place_field
from regulars.fields.models import CustomField
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


def opened(request: MemberRequest, pk: int) -> CustomField:
    return get_object_or_404(CustomField.objects.visible_to(request.member), pk=pk)


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: MemberRequest, pk: int) -> HttpResponse:
    found = opened(request, pk)
    form = FieldForm(request.POST if request.method == "POST" else None, found, request.member)
    if request.method == "POST" and form.is_valid():
        changed = change_field(found, by=request.member, **form.wanted())
        if found.has_choices:
            added = form.cleaned_data["added"]
            changed += ["choices"] * change_choices(found, by=request.member, kept=form.kept(), added=added)
        if changed:
            messages.success(request, _("Saved."))
        return redirect("fields")
    past = found.conversions.exclude(finished_at=None).order_by("-pk").select_related("field")[:5]
    shown = {
        "field": found,
        "form": form,
        "past": past,
        "running": found.conversions.filter(finished_at=None).first(),
    }
    return render(request, "fields/field.html", shown, status=422 if form.is_bound else 200)


@members(write=Role.MANAGER)
@require_POST
def field_placed(request: MemberRequest, pk: int) -> HttpResponse:
    place_field(opened(request, pk), by=request.member, up=request.POST.get("to") == "up")
    return redirect("fields")


@members(write=Role.MANAGER)
@require_POST
def field_archived(request: MemberRequest, pk: int) -> HttpResponse:
    found = opened(request, pk)
    event = archive_field(found, by=request.member)
    undo = reverse("undo", args=[event]) if event else ""
    told = _("“%(label)s” is archived. What was written in it is kept.") % {"label": found.label}
    messages.success(request, told, extra_tags=undo)
    return redirect("fields")


@members(write=Role.MANAGER)
@require_POST
def field_brought_back(request: MemberRequest, pk: int) -> HttpResponse:
    found = opened(request, pk)
    bring_back_field(found, by=request.member)
    messages.success(request, _("“%(label)s” is back, with all that was in it.") % {"label": found.label})
    return redirect("fields")
