"""Somebody works elsewhere now: find the account, and move them there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.lib.folding import fold
from regulars.people.account_page import open_account
from regulars.people.changing_place.moving import move_person
from regulars.people.forms import SearchForm
from regulars.people.models import Account
from regulars.people.person_page import open_person
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest

SHOWN = 20


@members(read=Role.MEMBER)
@require_safe
def person_moving(request: MemberRequest, pk: int) -> HttpResponse:
    person = open_person(request, pk)
    form = SearchForm(request.GET if "q" in request.GET else None)
    word = fold(form.cleaned_data["q"]) if form.is_valid() else ""
    accounts = Account.objects.visible_to(request.member).exclude(pk=person.account_id)
    found = accounts.filter(folded__startswith=word).order_by("folded", "pk")[:SHOWN] if word else []
    shown = {"person": person, "form": form, "word": word, "found": list(found)}
    return render(request, "people/changing_place/choose.html", shown)


@members()
@require_POST
def person_moved(request: MemberRequest, pk: int, account_pk: int) -> HttpResponse:
    person, account = open_person(request, pk), open_account(request, account_pk)
    event = move_person(person, account, by=request.member)
    said = _("%(name)s is at %(account)s now.") % {"name": person.name, "account": account.name}
    messages.success(request, said, extra_tags=reverse("undo", args=[event.pk]))
    return redirect("person", pk)
