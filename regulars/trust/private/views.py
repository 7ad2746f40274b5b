"""What only those who look after somebody may know, on a page of its own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.people.account_page import open_account
from regulars.people.models import Account
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.trust.models import PrivateNote
from regulars.trust.private.forms import PrivateNoteForm


def opened(request: MemberRequest, pk: int) -> Account:
    """404 for everybody else, as if there were no such page."""
    account = open_account(request, pk)
    if not PrivateNote.open_to(request.member, account):
        raise Http404
    return account


@members()
@require_http_methods(["GET", "HEAD", "POST"])
def private_notes(request: MemberRequest, pk: int) -> HttpResponse:
    account = opened(request, pk)
    form = PrivateNoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        PrivateNote.keep(account, by=request.member, **form.cleaned_data)
        messages.success(request, _("Kept between us. It goes by itself on the day you said."))
        return redirect("account", pk)
    notes = PrivateNote.objects.visible_to(request.member).filter(account=account).order_by("until", "pk")
    shown = {"account": account, "form": form, "notes": notes}
    return render(request, "trust/private/notes.html", shown, status=422 if form.is_bound else 200)


@members()
@require_POST
def private_note_forgotten(request: MemberRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(PrivateNote.objects.visible_to(request.member), pk=pk)
    note.forget(by=request.member)
    messages.success(request, _("Forgotten, for good."))
    return redirect("private-notes", note.account_id)
