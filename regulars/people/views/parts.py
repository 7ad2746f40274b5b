"""The part somebody has at an account, and giving one to somebody of another account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.people.account_page import open_account
from regulars.people.form_page import form_page
from regulars.people.forms import PartsForm, SearchForm
from regulars.people.parts import change_parts, parts_of
from regulars.people.person_page import open_person
from regulars.people.seeking import people_named
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def account_parts(request: MemberRequest, pk: int, person_pk: int) -> HttpResponse:
    account, person = open_account(request, pk), open_person(request, person_pk)
    held = parts_of(person, account)
    form = PartsForm(request.POST if request.method == "POST" else None, initial={"parts": held, "was": held})
    from_person = request.GET.get("back") == "person"
    back = reverse("person", args=[person_pk]) if from_person else reverse("account", args=[pk])
    if form.is_valid():
        event = change_parts(person, account, by=request.member, add=form.added, drop=form.dropped)
        if event:
            messages.success(request, _("Saved."), extra_tags=reverse("undo", args=[event.pk]))
        return redirect(back)
    title = _("The part of %(person)s at %(account)s") % {"person": person.name, "account": account.name}
    lede = _("Nobody needs a part; it says whom to talk to about what.")
    return form_page(request, form, title=title, lede=lede, address=request.get_full_path(), back=back)


@members(read=Role.MEMBER)
@require_safe
def account_guest(request: MemberRequest, pk: int) -> HttpResponse:
    """Find somebody who is in these records already, at another account, to give them a part here."""
    account = open_account(request, pk)
    form = SearchForm(request.GET if "q" in request.GET else None)
    word = form.cleaned_data["q"] if form.is_valid() else ""
    found = people_named(word, request.member) if word else []
    shown = {"account": account, "form": form, "word": word, "found": found}
    return render(request, "people/guest.html", shown)
