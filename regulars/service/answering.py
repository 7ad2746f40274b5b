"""How the pages about a promise answer: the one door, a form in its place or on a page of its own, and what follows."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from regulars.lib.errors import BadInput
from regulars.people.contacting import action_for
from regulars.service.forms.answers import AnswerForm
from regulars.service.models import Promise
from regulars.service.words import sentence, tag_of
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


def open_promise(request: MemberRequest, pk: int) -> Promise:
    """The one door to a promise of a page; 404 for what is not there or not theirs to see."""
    visible = Promise.objects.visible_to(request.member)
    found: Promise = get_object_or_404(
        visible.select_related("account", "person", "made_by", "deliver_by", "order"), pk=pk
    )
    return found


def way_back(request: MemberRequest, otherwise: str) -> str:
    """Where a form was opened from: a path of ours, and nothing else."""
    back = request.POST.get("back") or request.GET.get("back") or ""
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back[:500]
    return otherwise


class Question(NamedTuple):
    """A form about a promise: its words, its button, and what a right answer does."""

    route: str
    title: Any
    submit: Any
    form: type[AnswerForm]
    act: Callable[[Promise, Any, MemberRequest], Event]
    said: Any


def answer(request: MemberRequest, pk: int, question: Question) -> HttpResponse:
    """GET asks, POST does; what a rule finds wrong with it is said in the form, with nothing lost (422)."""
    promise = open_promise(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = question.form(posted, promise=promise, member=request.member)
    if posted is not None and form.is_valid():
        try:
            event = question.act(promise, form, request)
        except BadInput as refused:
            form.add_error(None, str(refused))
        else:
            return done(request, promise, event, question.said)
    return ask(request, promise, form, question)


def ask(request: MemberRequest, promise: Promise, form: AnswerForm, question: Question) -> HttpResponse:
    people = list(promise.account.people.here().order_by("id"))
    shown = {
        "promise": promise,
        "account": promise.account,
        "sentence": sentence(promise),
        "tag": tag_of(promise),
        "form": form,
        "question": question,
        "address": reverse(question.route, args=[promise.pk]),
        "back": way_back(request, reverse("promise", args=[promise.pk])),
        "action": action_for(promise.account, people),
    }
    template = "service/_answer.html" if request.htmx else "service/answer.html"
    response = render(request, template, shown, status=422 if form.is_bound else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


def done(request: MemberRequest, promise: Promise, event: Event, said: Any) -> HttpResponse:
    """Say it, with the way back beside it, and return to where it was done."""
    undo = reverse("undo", args=[event.pk])
    messages.success(request, str(said) % {"what": promise.what}, extra_tags=undo)
    return redirect(way_back(request, reverse("promise", args=[promise.pk])))
