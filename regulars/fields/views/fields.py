"""All fields, by what they belong to, and making one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.fields.forms import NewFieldForm
from regulars.fields.making import make_field
from regulars.fields.models import CustomField, Subject
from regulars.fields.records import model_of
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


def by_subject(request: MemberRequest) -> list[dict[str, Any]]:
    every = list(CustomField.objects.visible_to(request.member).order_by("position", "pk"))
    return [
        {
            "name": subject.value,
            "label": subject.label,
            "fields": [field for field in every if field.subject == subject and not field.archived_at],
            "archived": [field for field in every if field.subject == subject and field.archived_at],
        }
        for subject in Subject
        if model_of(subject)
    ]


@members(read=Role.MANAGER)
@require_safe
def fields(request: MemberRequest) -> HttpResponse:
    return render(request, "fields/fields.html", {"subjects": by_subject(request)})


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_field(request: MemberRequest) -> HttpResponse:
    chosen = {"subject": request.GET.get("of", Subject.ACCOUNTS)}
    form = NewFieldForm(
        request.POST if request.method == "POST" else None, initial=chosen, member=request.member
    )
    if request.method == "POST" and form.is_valid():
        made = make_field(by=request.member, **form.cleaned_data)
        messages.success(request, _("“%(label)s” is there.") % {"label": made.label})
        return redirect("fields")
    shown = {"form": form, "address": reverse("field-new")}
    return render(request, "fields/new_field.html", shown, status=422 if form.is_bound else 200)
