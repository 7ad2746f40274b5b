"""The customers' own page: what we hold, what for and how often; put it right, stop it, take it along, have it erased.

Looking never changes anything (mail programs open links by themselves); every change is a POST, and answers with the page.
"""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.people.changing import change_person
from regulars.people.models import Person
from regulars.timeline.models import record
from regulars.trust.models import Asked, How, Known, RightsRequest, State
from regulars.trust.permitting import say, stop
from regulars.trust.rights.keeping import ENDS, path_of
from regulars.trust.rights.yours import looking
from regulars.trust.rights.yours.forms import CorrectForm, EraseForm, OwnFactsForm, OwnStopForm, UseForm
from regulars.trust.rights.yours.looking import LABELS
from regulars.trust.rights.yours.opening import own_page, shown_page

DONE = {
    "changed": _("Thank you, it is changed."),
    "same": _("It was like that already."),
    "yes": _("Thank you. You can take that back here whenever you like."),
    "no": _("No more of that, from now on."),
    "stopped": _("Understood. It counts from this moment."),
    "asked": _("We have it. You see below until when you hear from us."),
    "back": _("You have taken it back. Nothing happens."),
}
"""What the page says after a change; the address names it, since no cookie does."""


def page(request: HttpRequest, person: Person, status: int = 200, **forms: Any) -> HttpResponse:
    requests = looking.requests_of(person)
    shown = {
        "done": DONE.get(request.GET.get("done", "")),
        "facts": looking.facts_of(person),
        "uses": looking.uses_of(person),
        "often": looking.often(person),
        "bought": looking.bought(person),
        "requests": requests,
        "ready": next((one for one in requests if one.file), None),
        "seeing": looking.waiting(requests, Asked.SEE),
        "erasing": looking.waiting(requests, Asked.ERASE),
        "stopping": OwnStopForm(),
        "correcting": CorrectForm(),
        "eraser": EraseForm(),
    }
    return shown_page(request, "trust/yours/page.html", person, status, **(shown | forms))


def back(request: HttpRequest, done: str) -> HttpResponse:
    token = request.own_token  # type: ignore[attr-defined] # own_page puts it there
    return redirect(f"{reverse('own-page', args=[token])}?done={done}")


@own_page
@require_safe
def own(request: HttpRequest, person: Person) -> HttpResponse:
    return page(request, person)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def own_facts(request: HttpRequest, person: Person) -> HttpResponse:
    form = OwnFactsForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        changed = form.changed
        if not changed or change_person(person, by=None, **changed) is None:
            return back(request, "same")
        told = [str(LABELS[name]) for name in changed]
        record(
            "trust.corrected_themselves", by=None, account_id=person.account_id, person=person.pk, facts=told
        )
        return back(request, "changed")
    return shown_page(request, "trust/yours/facts.html", person, 422 if form.is_bound else 200, form=form)


@own_page
@require_POST
def own_use(request: HttpRequest, person: Person) -> HttpResponse:
    form = UseForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data["given"] == "yes"
    say(person, form.cleaned_data["purpose"], given, how=How.LINK)
    return back(request, "yes" if given else "no")


@own_page
@require_POST
def own_stop(request: HttpRequest, person: Person) -> HttpResponse:
    form = OwnStopForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""  # whatever they sent, they want us to stop
    stop(person, why=why)
    return back(request, "stopped")


@own_page
@require_POST
def own_seeing(request: HttpRequest, person: Person) -> HttpResponse:
    RightsRequest.ask(person, asked=Asked.SEE, known=Known.LINK, by=None)
    return back(request, "asked")


@own_page
@require_POST
def own_correcting(request: HttpRequest, person: Person) -> HttpResponse:
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return page(request, person, 422, correcting=form)
    RightsRequest.ask(
        person, asked=Asked.CORRECT, known=Known.LINK, by=None, words=form.cleaned_data["words"]
    )
    return back(request, "asked")


@own_page
@require_POST
def own_erasing(request: HttpRequest, person: Person) -> HttpResponse:
    form = EraseForm(request.POST)
    if not form.is_valid():
        return page(request, person, 422, eraser=form)
    alone = {"leave_alone": form.cleaned_data["alone"]}
    RightsRequest.ask(person, asked=Asked.ERASE, known=Known.LINK, by=None, proposed=alone)
    return back(request, "asked")


@own_page
@require_POST
def own_taken_back(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    found = RightsRequest.objects.open().filter(person=person, pk=pk).first()  # the link is the door
    if found is None:
        raise Http404
    found.settle(State.WITHDRAWN, by=None)
    return back(request, "back")


@own_page
@require_safe
def own_file(request: HttpRequest, person: Person, end: str) -> FileResponse:
    """What was looked through and handed over; as a download, never shown in the browser."""
    ready = next((one for one in looking.requests_of(person) if one.file), None)
    if ready is None or end not in ENDS:
        raise Http404
    try:
        content = path_of(ready.file, end).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, as_attachment=True, filename=f"my-data-{ready.asked_on.isoformat()}.{end}")
