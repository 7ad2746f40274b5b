"""Settings, How long we keep things: what each fact is for, when it goes, and what would go today."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.fields.models import reads
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.trust.keeping.expiring import Line, line_of, lines
from regulars.trust.keeping.forms import CHOSEN, KeepingForm, RulesForm, said_months
from regulars.trust.keeping.kinds import kind_named
from regulars.trust.models import Expiry, Find, HoldingRules, Keeping

REPORTS = 14


@members(read=Role.MANAGER)
@require_safe
def keeping(request: MemberRequest) -> HttpResponse:
    found = [line for line in lines() if reads(request.member, line.kept.audience)]
    shown = {
        "useless": [told(line) for line in found if not line.use],
        "lines": [told(line) for line in found if line.use],
        "rules": RulesForm(instance=HoldingRules.load()),
        "reports": Expiry.objects.visible_to(request.member).order_by("-at")[:REPORTS],
        "finds": Find.objects.visible_to(request.member).open().count(),
    }
    return render(request, "trust/keeping/keeping.html", shown)


def told(line: Line) -> dict[str, Any]:
    """As the page says it; counted only where something could go."""
    return {
        "kept": line.kept,
        "use": line.use,
        "months": line.months,
        "long": said_months(line.months),
        "due": line.due if line.months else 0,
    }


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def keeping_one(request: MemberRequest, what: str) -> HttpResponse:
    """Looked at with `months` in the address, it says what would go today, before anybody decides."""
    kept = kind_named(what)
    if kept is None or not reads(request.member, kept.audience):
        raise Http404
    line = line_of(kept)
    posted = request.POST if request.method == "POST" else None
    asked = request.GET.get("months", line.months or "")
    form = KeepingForm(posted, initial={"use": line.use, "months": asked})
    if posted is not None and form.is_valid():
        Keeping.say(kept.name, by=request.member, label=str(kept.label), **form.cleaned_data)
        messages.success(request, _("Saved. What is due goes tonight."))
        return redirect("keeping")
    months = (
        int(str(asked)) if str(asked).isascii() and str(asked).isdigit() and len(str(asked)) < 4 else None
    )
    preview = told(line._replace(months=months)) if months else None
    lengths = [(number, said_months(number)) for number in CHOSEN]
    shown = {"kept": kept, "form": form, "preview": preview, "lengths": lengths}
    return render(request, "trust/keeping/one.html", shown, status=422 if form.is_bound else 200)


@members(write=Role.OWNER)
@require_POST
def holding_rules(request: MemberRequest) -> HttpResponse:
    form = RulesForm(request.POST)
    if form.is_valid():
        HoldingRules.load().change(form.cleaned_data, by=request.member)
        messages.success(request, _("Saved."))
    return redirect("keeping")
