"""Making one record of two, and two again: each with a page that says what will happen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.people.merging.choosing import choices, shown_to
from regulars.people.merging.forms import MergeForm, PartForm
from regulars.people.merging.joining import merge_accounts, merge_people
from regulars.people.merging.pairing import SHOWN, others, people_alike
from regulars.people.merging.parting import conflicts, part
from regulars.people.merging.undoing import address_of
from regulars.people.models import Account, Merge, Merged, Person
from regulars.team.doors import members
from regulars.team.models import Right, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event

LONGEST = 200


@members(read=Role.MEMBER, right=Right.REMOVE)
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: MemberRequest, kept: int, lost: int) -> HttpResponse:
    found = Account.objects.visible_to(request.member).select_related("owner", "backup")
    ours, theirs = get_object_or_404(found, pk=kept), get_object_or_404(found, pk=lost)
    form = MergeForm(
        request.POST if request.method == "POST" else None,
        choices=shown_to(request.member, choices(ours, theirs), ours),
        pairs=people_alike(ours, theirs),
    )
    if request.method == "POST" and form.is_valid():
        merge = merge_accounts(ours, theirs, by=request.member, picked=form.picked)
        for one, other in form.people:
            merge_people(one, other, by=request.member)
        return merged(request, merge)
    people = [list(one.people.here().order_by("pk")[:SHOWN]) for one in (ours, theirs)]
    return _page(request, form, Merged.ACCOUNT, ours, theirs, people=people)


@members(read=Role.MEMBER, right=Right.REMOVE)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: MemberRequest, kept: int, lost: int) -> HttpResponse:
    found = Person.objects.visible_to(request.member).select_related("account")
    ours, theirs = get_object_or_404(found, pk=kept), get_object_or_404(found, pk=lost)
    form = MergeForm(
        request.POST if request.method == "POST" else None,
        choices=shown_to(request.member, choices(ours, theirs), ours),
        pairs=[],
    )
    if request.method == "POST" and form.is_valid():
        return merged(request, merge_people(ours, theirs, by=request.member, picked=form.picked))
    pks = [ours.account_id, theirs.account_id]
    elsewhere = reverse("merge-accounts", args=pks) if pks[0] != pks[1] else ""
    return _page(request, form, Merged.PERSON, ours, theirs, elsewhere=elsewhere)


def merged(request: MemberRequest, merge: Merge) -> HttpResponse:
    told = Event.objects.filter(kind="people.merged", data__merge=merge.pk)  # of the merge just made here
    event = told.latest("pk")
    sentence = _("%(kept)s and %(lost)s are one now.") % {"kept": merge.kept_name, "lost": merge.lost_name}
    messages.success(request, sentence, extra_tags=reverse("undo", args=[event.pk]))
    return redirect(address_of(merge))


def _page(
    request: MemberRequest, form: MergeForm, kind: str, kept: Any, lost: Any, **more: Any
) -> HttpResponse:
    rows = [(choice, form[f"pick-{choice.name}"] if choice.differs else None) for choice in form.chosen]
    known = [(choice, field) for choice, field in rows if choice.kept or choice.lost]
    name = "merge-accounts" if kind == Merged.ACCOUNT else "merge-people"
    shown = {
        "form": form,
        "kept": kept,
        "lost": lost,
        "rows": known,
        "pairs": [field for field in form if field.name.startswith("people-")],
        "here": reverse(name, args=[kept.pk, lost.pk]),
        "swapped": reverse(name, args=[lost.pk, kept.pk]),
        "back": reverse(kind, args=[kept.pk]),
        "silenced": _silenced(kept, lost),
    }
    return render(request, "people/merging/two.html", shown | more, status=422 if form.is_bound else 200)


def _silenced(kept: Any, lost: Any) -> bool:
    """Whether either asked not to be contacted, so that the merged one did."""
    return any(
        one.do_not_contact if isinstance(one, Account) else one.account.do_not_contact for one in (kept, lost)
    )


@members(read=Role.MEMBER, right=Right.REMOVE)
@require_safe
def account_with(request: MemberRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Account.objects.visible_to(request.member), pk=pk)
    found = Account.objects.visible_to(request.member).exclude(pk=pk)
    return _choose(request, kept, found, "merge-accounts")


@members(read=Role.MEMBER, right=Right.REMOVE)
@require_safe
def person_with(request: MemberRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Person.objects.visible_to(request.member), pk=pk)
    found = Person.objects.visible_to(request.member).exclude(pk=pk).select_related("account")
    return _choose(request, kept, found, "merge-people")


def _choose(request: MemberRequest, kept: Any, found: Any, name: str) -> HttpResponse:
    """Which other record it is: by a name, an e-mail or a phone, at first those that look the same."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    rows = [
        (row, why, reverse(name, args=[kept.pk, row.pk]))
        for row, why in others(kept, found, query, request.member)
    ]
    shown = {"kept": kept, "others": rows, "query": query}
    return render(request, "people/merging/choose.html", shown)


@members(read=Role.READ_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """What became one, and the way back."""
    found = Merge.objects.visible_to(request.member).select_related(
        "by", "undone_by", "kept_account", "lost_account", "kept_person", "lost_person"
    )
    one = get_object_or_404(found, pk=pk)
    asked = conflicts(one) if one.stands else []
    form = PartForm(request.POST if request.method == "POST" else None, merge=one, conflicts=asked)
    if request.method == "POST" and form.is_valid():
        parted = part(one, by=request.member, settled=form.settled, added=form.cleaned_data["added"])
        messages.success(request, _("They are two records again."))
        return redirect(address_of(parted))
    shown = {"merge": one, "form": form, "asked": asked, "back": address_of(one), "rows": told(one)}
    return render(request, "people/merging/merge.html", shown, status=422 if form.is_bound else 200)


def told(one: Merge) -> list[tuple[str, str]]:
    """How many rows of which kind went along."""
    labels = {
        "orders.order": _("orders"),
        "timeline.touch": _("contacts"),
        "people.person": _("people"),
        "timeline.event": _("lines of history"),
    }
    return [(labels[kind], count) for kind, count in one.moved.items() if kind in labels]
