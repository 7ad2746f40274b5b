"""How did they come to us? One account at a time, the biggest first; "nobody knows" is an answer (R4)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from regulars.care.models import OriginAsked
from regulars.care.origins import Unknown, next_unknown, share_unknown
from regulars.people.account_page import open_account
from regulars.people.changing import change_account
from regulars.people.groups import as_in_use, groups_in_use
from regulars.people.models import GROUP_LENGTH
from regulars.people.suggesting import SuggestingInput
from regulars.team.doors import members
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest


class OriginForm(forms.Form):
    came_by = forms.CharField(
        label=gettext_lazy("How they came to us"),
        max_length=GROUP_LENGTH,
        help_text=gettext_lazy("Such as recommended, fair, web search, walked in. Never guess."),
    )

    def __init__(self, member: Member, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed through as they came
        words = groups_in_use("came_by", member)
        self.fields["came_by"].widget = SuggestingInput(words, {"maxlength": GROUP_LENGTH})

    def clean_came_by(self) -> str:
        return as_in_use("came_by", self.cleaned_data["came_by"])


@members(read=Role.MEMBER)
@require_safe
def care_origins(request: MemberRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    score = next_unknown(request.member, int(after) if after.isdecimal() and len(after) < 18 else 0)
    return render(
        request,
        "care/origins.html",
        {"score": score, "unknown": unknown_to(request), "form": OriginForm(request.member)},
    )


def unknown_to(request: MemberRequest) -> Unknown | None:
    """A figure of the whole firm, for those who see every customer."""
    return share_unknown() if request.member.access.whole else None


@members()
@require_POST
def care_origin(request: MemberRequest, pk: int) -> HttpResponse:
    """They came to us so."""
    account = open_account(request, pk)
    form = OriginForm(request.member, request.POST)
    if not form.is_valid():
        shown = {"score": getattr(account, "score", None), "unknown": unknown_to(request), "form": form}
        return render(request, "care/origins.html", shown, status=422)
    event = change_account(account, by=request.member, came_by=form.cleaned_data["came_by"])
    undo = reverse("undo", args=[event.pk]) if event else ""
    messages.success(request, _("%(name)s: noted.") % {"name": account.name}, extra_tags=undo)
    return redirect("care-origins")


@members()
@require_POST
def care_origin_unknown(request: MemberRequest, pk: int) -> HttpResponse:
    """Asked, and nobody knows."""
    account = open_account(request, pk)
    made = OriginAsked.nobody_knows(account, by=request.member)
    said = _("%(name)s: nobody knows, and that is an answer.") % {"name": account.name}
    messages.success(request, said, extra_tags=reverse("undo", args=[made.told.pk]) if made.told else "")
    return redirect("care-origins")
