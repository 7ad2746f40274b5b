"""What people ask for about their own data, as staff see it: all of it with its deadlines, and one after the other."""

from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.lib.holdings import held_on
from regulars.people.form_page import form_page
from regulars.people.models import Person
from regulars.people.person_page import open_person
from regulars.team.confirming import unconfirmed
from regulars.team.doors import ask_for, members
from regulars.team.models import Right, Role
from regulars.team.requests import MemberRequest
from regulars.trust.models import Asked, OwnLink, PrivateNote, RightsRequest
from regulars.trust.rights.addresses import request_page
from regulars.trust.rights.erasing import erase
from regulars.trust.rights.errors import GoneAlready
from regulars.trust.rights.forms import AskForm, EraseForm, ExtendForm, SettleForm
from regulars.trust.rights.keeping import ENDS, path_of
from regulars.trust.rights.making import hand_over
from regulars.trust.rights.whole_file import file_of, known

SHOWN = 200
BOOKS = {40}
"""The chapters of orders, which an erasure leaves to the books."""


def open_request(request: MemberRequest, pk: int) -> RightsRequest:
    """The one door; 404 for what is not there or not theirs to see."""
    found = RightsRequest.objects.visible_to(request.member).select_related(
        "person__account", "by", "settled_by"
    )
    made: RightsRequest = get_object_or_404(found, pk=pk)
    return made


def still_there(found: RightsRequest) -> Person:
    if found.person is None or not found.is_open:
        raise GoneAlready
    return found.person


@members(read=Role.MANAGER)
@require_safe
def rights(request: MemberRequest) -> HttpResponse:
    visible = RightsRequest.objects.visible_to(request.member).select_related("person", "settled_by")
    shown = {
        "waiting": visible.open().order_by("due", "pk")[:SHOWN],
        "settled": visible.exclude(settled_at=None).order_by("-settled_at")[:SHOWN],
        "today": timezone.localdate(),
    }
    return render(request, "trust/rights/all.html", shown)


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def rights_new(request: MemberRequest, pk: int) -> HttpResponse:
    person = open_person(request, pk)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = RightsRequest.ask(person, by=request.member, **form.cleaned_data)
        return redirect("rights-request", made.pk)
    words = {
        "title": _("%(name)s asks about their data") % {"name": person.name},
        "lede": _("From the day they asked there is a month, by the calendar. Today reminds you."),
        "address": request.path,
        "back": reverse("person", args=[pk]),
    }
    return form_page(request, form, status=422 if form.is_bound else 200, **words)


@members()
@require_safe
def rights_request(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_request(request, pk)
    shown = {
        "asked": found,
        "extending": ExtendForm(),
        "settling": SettleForm(),
        "today": timezone.localdate(),
        "kinds": Asked,
    }
    return render(request, "trust/rights/one.html", shown)


@members(read=Role.MEMBER, right=Right.EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def rights_file(request: MemberRequest, pk: int) -> HttpResponse:
    """All of it on the screen first, so that nobody is surprised by what a note says; then the same, as files. What they
    paid is in it."""
    ask_for(Right.MONEY, request.member)
    found = open_request(request, pk)
    person = still_there(found)
    PrivateNote.refuse_unless_open(request.member, person.account)
    file = file_of(person)
    if request.method == "POST":
        if question := unconfirmed(request):
            return question
        ready = hand_over(found, file, by=request.member)
        said = _("The file is ready.") if ready else _("The file is being made. It takes a minute or two.")
        messages.success(request, said)
        return redirect("rights-request", pk)
    chapters = [(chapter.title, [known(line) for line in chapter.lines]) for chapter in file.chapters]
    return render(request, "trust/rights/file.html", {"asked": found, "file": file, "chapters": chapters})


@members(read=Role.MEMBER, right=Right.EXPORT)
@never_cache
@require_safe
def rights_download(request: MemberRequest, pk: int, end: str) -> FileResponse:
    ask_for(Right.MONEY, request.member)
    found = open_request(request, pk)
    if found.person:
        PrivateNote.refuse_unless_open(request.member, found.person.account)
    if not found.file or end not in ENDS or not path_of(found.file, end).is_file():
        raise Http404
    name = f"whole-file-{found.number}-{found.asked_on.isoformat()}.{end}"
    return FileResponse(path_of(found.file, end).open("rb"), as_attachment=True, filename=name)


@members(read=Role.MANAGER, write=Role.MANAGER, right=Right.REMOVE)
@require_http_methods(["GET", "HEAD", "POST"])
def rights_erasure(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_request(request, pk)
    person = still_there(found)
    if request.method == "POST" and (question := unconfirmed(request)):
        return question
    initial = {"alone": found.proposed.get("leave_alone", False)}
    form = EraseForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        erase(person, by=request.member, request=found, leave_alone=form.cleaned_data["alone"])
        messages.success(
            request, _("Their data are erased. What the law makes us keep is kept without them.")
        )
        return redirect(request_page(pk))
    going = [(chapter.title, len(chapter.lines)) for chapter in held_on(person, but=BOOKS)]
    shown = {"asked": found, "person": person, "form": form, "going": going}
    return render(request, "trust/rights/erasure.html", shown, status=422 if form.is_bound else 200)


@members(write=Role.MANAGER)
@require_POST
def rights_extension(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_request(request, pk)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _again(request, found, extending=form)
    found.extend(by=request.member, why=form.cleaned_data["why"], told_on=timezone.localdate())
    messages.success(request, _("It may take two months longer."))
    return redirect(request_page(pk))


@members()
@require_POST
def rights_settled(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_request(request, pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _again(request, found, settling=form)
    found.settle(form.cleaned_data["state"], by=request.member, outcome=form.cleaned_data["outcome"])
    messages.success(request, _("Noted."))
    return redirect(request_page(pk))


def _again(request: MemberRequest, found: RightsRequest, **forms: object) -> HttpResponse:
    shown = {"asked": found, "extending": ExtendForm(), "settling": SettleForm(), "kinds": Asked} | forms
    return render(request, "trust/rights/one.html", {**shown, "today": timezone.localdate()}, status=422)


@members()
@never_cache
@require_POST
def own_link(request: MemberRequest, pk: int) -> HttpResponse:
    """The link is in this answer and nowhere else: only its hash is kept."""
    person = open_person(request, pk)
    token = OwnLink.issue(person, by=request.member)
    link = request.build_absolute_uri(reverse("own-page", args=[token]))
    shown = {"person": person, "link": link, "mail": _mail(person, link, request.firm.name)}
    return render(request, "trust/rights/link.html", shown, status=201)


def _mail(person: Person, link: str, firm: str) -> str:
    """A letter begun in the member's own mail program."""
    subject = _("Your data at %(firm)s") % {"firm": firm}
    words = _(
        "Hello %(name)s,\n\nhere you can see what we know about you, change it, or tell us to stop:\n%(link)s\n"
    )
    body = words % {"name": person.name, "link": link}
    return f"{person.mail_url}?subject={quote(subject)}&body={quote(body)}"
