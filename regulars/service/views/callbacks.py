"""`I'll get back to you within …`: a promise with its timer, from one button."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.people.account_page import open_account
from regulars.people.models import Account
from regulars.service.answering import way_back
from regulars.service.forms import CallbackForm
from regulars.service.models import About, Side
from regulars.service.models import promise as promised
from regulars.service.words import due_said
from regulars.team.doors import members
from regulars.team.models import Kind, Role
from regulars.team.requests import MemberRequest


@members(read=Role.MEMBER, changes=Kind.PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def callbacks(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    form = CallbackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return started(request, account, form)
    shown = {
        "account": account,
        "address": request.path,
        "form": form,
        "back": way_back(request, reverse("account", args=[pk])),
    }
    return render(request, "service/callback.html", shown, status=422 if form.is_bound else 200)


def started(request: MemberRequest, account: Account, form: CallbackForm) -> HttpResponse:
    made, event = promised(
        account,
        by=request.member,
        side=Side.OURS,
        about=About.FOLLOW_UP,
        what=form.cleaned_data["what"] or _("Get back to them"),
        due=form.due(timezone.now()),
        once=form.cleaned_data["once"],
    )
    words = {"when": due_said(made)}
    if event is None:
        messages.info(request, _("That is written down already, by %(when)s.") % words)
    else:
        messages.success(
            request,
            _("You get back to them by %(when)s.") % words,
            extra_tags=reverse("undo", args=[event.pk]),
        )
    return redirect(way_back(request, reverse("account", args=[account.pk])))
