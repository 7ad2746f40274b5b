"""Who may be here twice: a queue to look through, a search to ask for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.people.duplicates.deciding import look_later, not_the_same
from regulars.people.duplicates.queue import MOST, page_of, waiting_count
from regulars.people.duplicates.searching import ask_for_search
from regulars.people.models import DuplicatePair, DuplicateSearch
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


@members()
@require_safe
def duplicates(request: MemberRequest) -> HttpResponse:
    pairs, more = page_of(request.member, request.GET.get("after", ""))
    newest = DuplicateSearch.objects.order_by("-pk").first()
    shown = {
        "pairs": pairs,
        "more": more,
        "count": waiting_count(request.member),
        "most": MOST,
        "search": newest,
        "may_search": newest is None or newest.done_at is not None,
    }
    return render(request, "people/duplicates/queue.html", shown)


@members()
@require_safe
def progress(request: MemberRequest) -> HttpResponse:
    search = DuplicateSearch.objects.order_by("-pk").first()
    return render(request, "people/duplicates/_progress.html", {"search": search})


@members()
@require_POST
def search(request: MemberRequest) -> HttpResponse:
    ask_for_search(request.member)
    messages.success(request, _("Looking for who may be here twice. The queue fills as it goes."))
    return redirect("duplicates")


@members()
@require_POST
def not_same(request: MemberRequest, pk: int) -> HttpResponse:
    pair = get_object_or_404(DuplicatePair.objects.visible_to(request.member), pk=pk)
    return _decided(request, not_the_same(pair, by=request.member), _("Two different ones, remembered."))


@members()
@require_POST
def later(request: MemberRequest, pk: int) -> HttpResponse:
    pair = get_object_or_404(DuplicatePair.objects.visible_to(request.member), pk=pk)
    return _decided(request, look_later(pair, by=request.member), _("Put off for a month."))


def _decided(request: MemberRequest, event: Event, sentence: str) -> HttpResponse:
    messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
    return redirect("duplicates")
