"""One promise: what, by when, how it stands, and all that happened to it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regulars.service.answering import open_promise
from regulars.service.custom import told
from regulars.service.history import history_of
from regulars.service.words import due_said, sentence, tag_of
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
def promise(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_promise(request, pk)
    shown = {
        "promise": found,
        "account": found.account,
        "sentence": sentence(found),
        "due": due_said(found),
        "tag": tag_of(found),
        "custom": told(found.custom, request.member),
        "history": history_of(found),
        "asked_me": found.is_open and found.deliver_by_id == request.member.pk and not found.accepted_at,
    }
    return render(request, "service/promise.html", shown)
