"""Settings, How long we keep things."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.trust.keeping.forms import RulesForm
from regulars.trust.models import HoldingRules


@members(read=Role.MANAGER)
@require_safe
def keeping(request: MemberRequest) -> HttpResponse:
    shown = {"rules": RulesForm(instance=HoldingRules.load())}
    return render(request, "trust/keeping/keeping.html", shown)


@members(write=Role.OWNER)
@require_POST
def holding_rules(request: MemberRequest) -> HttpResponse:
    form = RulesForm(request.POST)
    if form.is_valid():
        HoldingRules.load().change(form.cleaned_data, by=request.member)
        messages.success(request, _("Saved."))
    return redirect("keeping")
