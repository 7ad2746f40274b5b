"""What one person was told and allowed: all they said, a form to note one more word, and a stop."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.people.form_page import form_page
from regulars.people.person_page import open_person
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.trust.errors import StillStopped
from regulars.trust.models import Permission, Purpose
from regulars.trust.permitting.forms import SaidForm, StopForm
from regulars.trust.permitting.saying import say
from regulars.trust.permitting.stopping import stop
from regulars.trust.telling.wordings import newest_wordings


@members()
@require_safe
def person_told(request: MemberRequest, pk: int) -> HttpResponse:
    """Every word of theirs, newest first, with what they had been told."""
    person = open_person(request, pk)
    said = Permission.objects.visible_to(request.member).filter(person=person, takes_back=None)
    rows = said.select_related("wording", "by", "taken_back__by").order_by("-pk")
    return render(request, "trust/permitting/told.html", {"person": person, "said": rows[:200]})


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def person_said(request: MemberRequest, pk: int) -> HttpResponse:
    person = open_person(request, pk)
    wordings = newest_wordings()
    initial = {"seen": max((one.pk for one in wordings), default=0), "purpose": request.GET.get("for")}
    if initial["purpose"] not in Purpose.values:
        initial["purpose"] = Purpose.OFFERS
    form = SaidForm(request.POST if request.method == "POST" else None, initial=initial)
    shown = {"person": person, "form": form, "wordings": wordings}
    if form.is_valid():
        about = {name: form.cleaned_data[name] for name in ("purpose", "how", "evidence", "until")}
        given = form.cleaned_data["given"] == "yes"
        try:
            said = say(person, given=given, by=request.member, wording=form.wording(), **about)
        except StillStopped as refused:
            form.add_error(None, str(refused))
        else:
            undo = reverse("undo", args=[said.told.pk]) if said.told else ""
            messages.success(request, _("Noted. It counts from now on."), extra_tags=undo)
            return redirect("person", pk)
    return render(request, "trust/permitting/say.html", shown, status=422 if form.is_bound else 200)


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def person_stop(request: MemberRequest, pk: int) -> HttpResponse:
    person = open_person(request, pk)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        purpose = form.cleaned_data["purpose"] or Purpose.OFFERS
        done = stop(person, why=form.cleaned_data["why"], by=request.member, purpose=purpose, less=True)
        messages.success(request, str(done.said))
        return redirect("person", pk)
    title = _("%(name)s wants us to stop") % {"name": person.name}
    lede = _("It counts at once, everywhere. Nobody has to say why. Only they, or an owner, can lift it.")
    back = reverse("person", args=[pk])
    return form_page(request, form, title=title, lede=lede, address=request.path, back=back)
