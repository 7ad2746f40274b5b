"""What we understood of a file, and the form that corrects it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from regulars.imports import running
from regulars.imports.forms import ColumnsForm
from regulars.imports.models import Import, State
from regulars.imports.receiving import choose
from regulars.imports.understanding.asking import sentence
from regulars.team.doors import members
from regulars.team.models import Kind, Right, Role
from regulars.team.requests import MemberRequest


@members(read=Role.MEMBER, right=Right.MONEY, changes=Kind.ORDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Import.objects.visible_to(request.member), pk=pk)
    if found.state not in {State.UNDERSTOOD, State.CHECKED}:
        return redirect("import", pk)
    form = ColumnsForm(request.POST if request.method == "POST" else None, found, known_sources(request))
    if request.method == "POST" and form.is_valid():
        found.source = form.cleaned_data["source"].strip()
        found.covers_until = form.cleaned_data.get("covers_until")
        choose(found, form.settings_said())
        if found.understood["questions"]:
            return redirect("import-columns", pk)
        running.ask(found, "check", request.member)
        return redirect("import", pk)
    asked = [found.understood.get("said") or sentence(question) for question in found.understood["questions"]]
    shown = {"import": found, "form": form, "asked": asked, "missing": found.original is None}
    return render(request, "imports/columns.html", shown, status=422 if form.is_bound else 200)


def known_sources(request: MemberRequest) -> list[str]:
    """What earlier files were said to come from."""
    earlier = Import.objects.visible_to(request.member).filter(state=State.APPLIED)
    return sorted(set(earlier.values_list("source", flat=True)))
