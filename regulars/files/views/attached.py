"""The files of an account, or of one person there: look through them, attach one more."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from regulars.files.attaching import attach
from regulars.files.forms import AttachForm
from regulars.files.models import Attachment
from regulars.files.uploading import arrived, arriving
from regulars.lib.errors import BadInput
from regulars.lib.paging import newest_page, read_cursor
from regulars.people.models import Account, Person
from regulars.team.doors import members
from regulars.team.models import Kind
from regulars.team.requests import MemberRequest

PAGE = 50


@csrf_exempt  # checked below, once the size is known: the check reads the whole body
@members(changes=Kind.FILES)
@require_http_methods(["GET", "HEAD", "POST"])
@arriving
@csrf_protect
def account_files(request: MemberRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(Account.objects.visible_to(request.member), pk=pk)
    return files_of(request, account, None)


@csrf_exempt  # checked below, once the size is known: the check reads the whole body
@members(changes=Kind.FILES)
@require_http_methods(["GET", "HEAD", "POST"])
@arriving
@csrf_protect
def person_files(request: MemberRequest, pk: int) -> HttpResponse:
    people = Person.objects.visible_to(request.member).select_related("account")
    person = get_object_or_404(people, pk=pk)
    return files_of(request, person.account, person)


def files_of(request: MemberRequest, account: Account, person: Person | None) -> HttpResponse:
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()
    if form.is_bound and form.is_valid():
        try:
            return attached(request, account, person, form.cleaned_data)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
    shown = listed(request, account, person) | {"form": form, "account": account, "person": person}
    return render(request, "files/files.html", shown, status=422 if form.is_bound else 200)


def attached(
    request: MemberRequest, account: Account, person: Person | None, given: dict[str, Any]
) -> HttpResponse:
    file = given["file"] or given["photo"]
    made, event = attach(account, arrived(file), file.name, by=request.member, person=person)
    sentence = _("“%(name)s” is attached.") % {"name": made.name}
    if made.lies:
        sentence += " " + _("By its name it is something else than it is (%(kind)s).") % {
            "kind": made.kind_said
        }
    messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
    return redirect("person", person.pk) if person else redirect("account", account.pk)


def listed(request: MemberRequest, account: Account, person: Person | None) -> dict[str, Any]:
    """A page of them, newest first, those in the bin among them."""
    found = Attachment.objects.visible_to(request.member).filter(account=account)
    if person:
        found = found.filter(person=person)
    cursor = read_cursor(request.GET.get("before", ""), _("That page does not exist. Start from the newest."))
    files, older = newest_page(found.select_related("person", "uploaded_by"), cursor, PAGE)
    return {"files": files, "older": older, "first_page": cursor is None}
