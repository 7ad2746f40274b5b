"""A field becomes another kind: what that would do, doing it, how far it is, what did not fit, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.fields import converting
from regulars.fields.forms import KindForm
from regulars.fields.models import Conversion, CustomField, Kind
from regulars.fields.models.custom_field import WITH_CHOICES
from regulars.fields.views.field import opened
from regulars.lib.later import enqueue
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest

SHOWN = 200


def suggested(request: MemberRequest, field: CustomField) -> dict[str, Any]:
    """What the form begins with: for a field with choices, what is written there now."""
    kind = request.GET.get("kind", "")
    lines = request.GET.get("choices")
    if lines is None and kind in WITH_CHOICES and not field.has_choices:
        lines = "\n".join(converting.words_in_use(field))
    return {"kind": kind, "choices": lines or ""}


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def field_kind(request: MemberRequest, pk: int) -> HttpResponse:
    """First the kind is chosen (GET), then what it would do is shown, and only then is it asked for."""
    field = opened(request, pk)
    asked = request.POST if request.method == "POST" else None
    form = KindForm(asked, field, initial=suggested(request, field))
    if asked is not None and form.is_valid():
        given = form.cleaned_data
        made = converting.begin(field, given["kind"], by=request.member, choices=given["choices"])
        return redirect("field-conversion", made.pk)
    shown: dict[str, Any] = {"field": field, "form": form}
    kind = form["kind"].value()
    if kind in Kind.values and kind != field.kind:
        lines = str(form["choices"].value()).splitlines()
        shown |= {"kind": Kind(kind).label, "needs_choices": kind in WITH_CHOICES}
        shown["outlook"] = converting.outlook(field, kind, [line for line in lines if line.strip()])
    return render(request, "fields/kind.html", shown, status=422 if form.is_bound else 200)


def conversion_opened(request: MemberRequest, pk: int) -> Conversion:
    return get_object_or_404(
        Conversion.objects.visible_to(request.member).select_related("field", "member"), pk=pk
    )


@members(read=Role.MANAGER)
@require_safe
def conversion(request: MemberRequest, pk: int) -> HttpResponse:
    found = conversion_opened(request, pk)
    unfits = found.unfits.order_by("pk")[:SHOWN] if found.finished_at else []
    return render(request, "fields/conversion.html", {"conversion": found, "unfits": unfits})


@members(read=Role.MANAGER)
@require_safe
def conversion_progress(request: MemberRequest, pk: int) -> HttpResponse:
    found = conversion_opened(request, pk)
    response = render(request, "fields/_progress.html", {"conversion": found})
    if not found.running:
        response["X-Go-To"] = reverse("field-conversion", args=[pk])
    return response


@members(write=Role.MANAGER)
@require_POST
def conversion_again(request: MemberRequest, pk: int) -> HttpResponse:
    """After whoever did it has gone: it goes on where it stopped."""
    found = conversion_opened(request, pk)
    if found.stalled:
        enqueue("fields.convert", conversion_id=found.pk)
    return redirect("field-conversion", pk)


@members(write=Role.MANAGER)
@require_POST
def conversion_taken_back(request: MemberRequest, pk: int) -> HttpResponse:
    found = conversion_opened(request, pk)
    converting.take_back(found, by=request.member)
    messages.success(request, _("“%(label)s” is what it was.") % {"label": found.field.label})
    return redirect("fields")
