"""Add someone by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.lib.looking import seen_by
from regulars.people.changing import add_account
from regulars.people.form_page import form_page, warned
from regulars.people.forms import NewAccountForm
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: MemberRequest) -> HttpResponse:
    form = seen_by(NewAccountForm(request.POST if request.method == "POST" else None), request.member)
    warnings = warned("account.new.warning", request, form)
    if form.is_valid() and not warnings:
        account, event = add_account(by=request.member, **form.about)
        sentence = _("%(name)s is in.") % {"name": account.name}
        messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
        return redirect("account", account.pk)
    lede = _("Someone who is not in your orders yet. Their orders will find them later.")
    return form_page(
        request,
        form,
        warnings,
        title=_("Add someone"),
        lede=lede,
        address=reverse("account-new"),
        back=reverse("today"),
    )
