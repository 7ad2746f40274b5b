"""One import: what it would change, how far it is, what it changed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.imports import rejected_file, running, words
from regulars.imports.models import Import, State
from regulars.imports.twice import twice
from regulars.lib.errors import NotAllowed
from regulars.team.doors import members
from regulars.team.models import Kind, Right
from regulars.team.requests import MemberRequest


def opened(request: MemberRequest, pk: int) -> Import:
    found: Import = get_object_or_404(
        Import.objects.visible_to(request.member).select_related("progress", "member"), pk=pk
    )
    return found


@members(right=Right.MONEY)
@require_safe
def one(request: MemberRequest, pk: int) -> HttpResponse:
    found = opened(request, pk)
    if found.state == State.UNDERSTOOD and request.member.may_write:
        return redirect("import-columns", pk)
    unused = unused_columns(found)
    shown = {
        "import": found,
        "told": words.told(found),
        "less": words.less(found),
        "money": words.money(found),
        "rejected": words.rejected(found),
        "rejected_rows": list(rejected_file.first(found)),
        "unused": unused,
        "may_revert": found.may_be_reverted_by(request.member),
        "twice": twice(found) if found.state == State.APPLIED else None,
    }
    return render(request, f"imports/{page_of(found)}.html", shown)


def page_of(found: Import) -> str:
    if found.running:
        return "running"
    return {State.CHECKED: "checked", State.APPLIED: "applied"}.get(State(found.state), "over")


def unused_columns(found: Import) -> list[str]:
    used = set(found.settings.get("columns", {}).values())
    return [
        name for index, name in enumerate(found.understood.get("header", [])) if index not in used and name
    ]


@members(right=Right.MONEY)
@require_safe
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """The inside of the running page; once it runs no longer, where to go."""
    found = opened(request, pk)
    response = render(request, "imports/_progress.html", {"import": found})
    if not found.running:
        response["X-Go-To"] = reverse("import", args=[pk])
    return response


@members(right=Right.MONEY, changes=Kind.ORDERS)
@require_POST
def applying(request: MemberRequest, pk: int) -> HttpResponse:
    running.ask(opened(request, pk), "apply", request.member)
    return redirect("import", pk)


@members(right=Right.MONEY, changes=Kind.ORDERS)
@require_POST
def checking(request: MemberRequest, pk: int) -> HttpResponse:
    """Again, after whoever did it has gone."""
    running.ask(opened(request, pk), "check", request.member)
    return redirect("import", pk)


@members(right=Right.MONEY, changes=Kind.ORDERS)
@require_POST
def reverting(request: MemberRequest, pk: int) -> HttpResponse:
    found = opened(request, pk)
    if not found.may_be_reverted_by(request.member):
        raise NotAllowed(_("Only a manager, or whoever imported it, can take an import back."))
    running.ask(found, "revert", request.member)
    return redirect("import", pk)


@members(right=Right.MONEY, changes=Kind.ORDERS)
@require_POST
def stopping(request: MemberRequest, pk: int) -> HttpResponse:
    running.stop(opened(request, pk))
    return redirect("import", pk)


@members(right=Right.MONEY, changes=Kind.ORDERS)
@require_POST
def discarding(request: MemberRequest, pk: int) -> HttpResponse:
    running.discard(opened(request, pk), request.member)
    return redirect("imports")
