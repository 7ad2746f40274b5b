"""How the pages of the morning list answer: a form in its item or on a page of its own, and what follows a decision."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from regulars.lib.attention import Item
from regulars.people.account_page import open_account
from regulars.people.models import Account
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Outcome
from regulars.today.listing import MorningList, morning_list
from regulars.today.models import Choice, Decision
from regulars.web.templatetags.say import day as said_day

LONGEST_KIND = 60


def open_item(request: MemberRequest, pk: int, kind: str) -> tuple[Account, Item | None]:
    """The account, through its one door, and its item where that is on the list now."""
    if len(kind) > LONGEST_KIND:
        raise Http404
    account = open_account(request, pk)
    items = morning_list(request.member, request.firm, more=True).items
    return account, next((item for item in items if (item.account_id, item.kind) == (pk, kind)), None)


def ask(request: MemberRequest, template: str, account: Account, kind: str, **shown: Any) -> HttpResponse:
    """A form about an item: `_template` inside the item for htmx, `template` as a page; 422 when it was not right."""
    bound = shown["form"].is_bound
    name = f"today/{'_' if request.htmx else ''}{template}.html"
    response = render(request, name, shown | {"account": account, "kind": kind}, status=422 if bound else 200)
    patch_vary_headers(response, ["HX-Request"])
    if request.htmx and bound:
        return reswap(retarget(response, f"#work-{account.pk}-{kind}"), "innerHTML")
    return response


def decided(request: MemberRequest, decision: Decision, new: bool) -> HttpResponse:
    """Say what was decided, with the way back beside it, and show the list without the item."""
    sentence = said(decision, new)
    undo = reverse("today-undo", args=[decision.pk])
    if not request.htmx:
        messages.success(request, sentence, extra_tags=undo)
        return redirect("today")
    shown = list_page(request, morning_list(request.member, request.firm))
    return HttpResponse(
        render_to_string("today/_decided.html", shown | {"sentence": sentence, "undo": undo}, request)
    )


def said(decision: Decision, new: bool) -> str:
    values = {
        "name": decision.account.name,
        "who": decision.member.first_name if decision.member else _("Someone"),
    }
    if not new:
        return _("%(name)s: %(who)s decided that already. Nothing was changed.") % values
    values["day"] = said_day(decision.until)
    if decision.touch and decision.touch.outcome == Outcome.NO_ANSWER:
        return _("%(name)s did not answer yet and comes back here on %(day)s.") % values
    return {
        Choice.ACTED: _("%(name)s is looked after."),
        Choice.LATER: _("%(name)s is put off until %(day)s."),
        Choice.LET_GO: _("%(name)s is let go."),
    }[Choice(decision.choice)] % values


class Row(NamedTuple):
    """An item with its addresses, worked out once: a template that asks for each is slow over a whole list."""

    item: Item
    act: str
    later: str
    let_go: str
    work: str  # the id of the place where its forms open

    @classmethod
    def of(cls, item: Item) -> "Row":
        usual = reverse("today-act", args=[item.account_id, item.kind])
        base = usual.removesuffix("act/")
        act = item.action.url if item.action.kind in {"open", "answer"} else usual
        return cls(item, act, f"{base}later/", f"{base}let-go/", f"work-{item.account_id}-{item.kind}")


def list_page(request: MemberRequest, morning: MorningList) -> dict[str, Any]:
    groups = [(group, [Row.of(item) for item in group.items]) for group in morning.groups]
    return {"morning": morning, "groups": groups, "may_write": request.member.may_write}
