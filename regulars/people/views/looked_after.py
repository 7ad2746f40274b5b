"""Who looks after whom: the rules that give every account its owner, how many each has, and handing over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from regulars.people.models import AssignmentRule
from regulars.people.owner_forms import HandOverForm, RuleForm
from regulars.people.owning import assign_unowned, drop_rule, hand_over, load, unowned, working_rules
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import record


def _page(rule: RuleForm, handing: HandOverForm) -> dict[str, Any]:
    return {
        "rule": rule,
        "handing": handing,
        "rules": working_rules(),
        "members": load(),
        "unowned": unowned().count(),
    }


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def looked_after(request: MemberRequest) -> HttpResponse:
    """The page, and a new rule from its form."""
    form = RuleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        rule = form.save()
        record("people.rule_made", by=request.member, rule=str(rule.pk), owner=str(rule.owner))
        messages.success(
            request, _("From now on, new ones go to %(name)s.") % {"name": rule.owner.first_name}
        )
        return redirect("looked-after")
    shown = _page(form, HandOverForm())
    return render(request, "people/looked_after.html", shown, status=422 if form.is_bound else 200)


@members(write=Role.MANAGER)
@require_POST
def rule_dropped(request: MemberRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(AssignmentRule, pk=pk)  # a setting; the door lets managers in only
    event = drop_rule(rule, by=request.member)
    sentence = _("The rule is gone. Whoever it gave somebody to stays with them.")
    messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
    return redirect("looked-after")


@members(write=Role.MANAGER)
@require_POST
def handed_over(request: MemberRequest) -> HttpResponse:
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return render(request, "people/looked_after.html", _page(RuleForm(), form), status=422)
    event = hand_over(form.cleaned_data["whose"], by=request.member, to=form.cleaned_data["to"])
    moved = len(event.data["accounts"]) if event else 0
    sentence = ngettext("%(n)d account changed hands.", "%(n)d accounts changed hands.", moved) % {"n": moved}
    messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]) if event else "")
    return redirect("looked-after")


@members(write=Role.MANAGER)
@require_POST
def assigned(request: MemberRequest) -> HttpResponse:
    number = assign_unowned()
    sentence = ngettext("%(n)d account has somebody now.", "%(n)d accounts have somebody now.", number)
    messages.success(request, sentence % {"n": number})
    return redirect("looked-after")
