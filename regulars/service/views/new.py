"""Write down a promise, ours or theirs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.lib.looking import seen_by
from regulars.people.account_page import open_account
from regulars.service.answering import way_back
from regulars.service.custom import Custom
from regulars.service.forms import PromiseForm
from regulars.service.models import Promise, Side
from regulars.service.models import promise as promised
from regulars.team.doors import members
from regulars.team.models import Kind, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event

KNOWN = ("side", "about", "person", "order", "what")
"""What an address may fill in beforehand."""


@members(read=Role.MEMBER, changes=Kind.PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def promise_new(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    posted = request.POST if request.method == "POST" else None
    beforehand = {name: request.GET[name] for name in KNOWN if name in request.GET}
    form = PromiseForm(
        posted,
        initial=beforehand,
        account=account,
        member=request.member,
        firm=request.firm,
        custom=Custom.of_promises(request.member),
    )
    seen_by(form, request.member)
    if posted is not None and form.is_valid():
        made, event = promised(account, by=request.member, **form.cleaned_data)
        return written(request, made, event)
    shown = {
        "account": account,
        "form": form,
        "address": reverse("promise-new", args=[pk]),
        "back": way_back(request, reverse("account", args=[pk])),
    }
    template = "service/_new.html" if request.htmx else "service/new.html"
    response = render(request, template, shown, status=422 if form.is_bound else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


def written(request: MemberRequest, made: Promise, event: Event | None) -> HttpResponse:
    """Say what is promised now, and whose yes it waits for; the same form sent twice says that it is there."""
    words: dict[str, Any] = {"what": made.what, "who": made.deliver_by.first_name if made.deliver_by else ""}
    if event is None:
        messages.info(request, _("That is written down already: %(what)s.") % words)
    else:
        asked = made.side == Side.OURS and made.is_waiting
        said = (
            _("Promised: %(what)s. %(who)s is asked to deliver it.")
            if asked
            else _("Written down: %(what)s.")
        )
        messages.success(request, said % words, extra_tags=reverse("undo", args=[event.pk]))
    return redirect(way_back(request, reverse("account", args=[made.account_id])))
