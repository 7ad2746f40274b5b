"""Before anything leaves: what will be in it, and why it is taken. One page for every file of the house."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Concatenate, ParamSpec

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render

from regulars.lists.budget import PAGE, within
from regulars.team.confirming import unconfirmed
from regulars.team.doors import members
from regulars.team.models import Right, Role
from regulars.team.requests import MemberRequest
from regulars.trust.leaving.errors import NobodyLeft
from regulars.trust.leaving.forms import LeavingForm
from regulars.trust.leaving.sheet import Sheet, take
from regulars.trust.models import LeavingSettings

Rest = ParamSpec("Rest")
Page = Callable[Concatenate[MemberRequest, Rest], HttpResponseBase]
SHOWN = 5


def taking_out(view: Page[Rest]) -> Any:
    """The door of every view that hands over a file with others' data: the right to export, by whoever has it."""
    return members(read=Role.READ_ONLY, write=Role.READ_ONLY, right=Right.EXPORT)(view)


def ask(
    request: MemberRequest, sheet: Sheet, *, number: str, back: str, pairs: Mapping[str, str] | None = None
) -> HttpResponseBase:
    """The page, or the file, once it was answered by somebody who showed lately that it is still them.

    `number` says how many rows, `pairs` what the form has to carry along.
    """
    answered = request.method == "POST"
    form = LeavingForm(request.POST if answered else None, sheet=sheet)
    if form.is_valid():
        if question := unconfirmed(request):
            return question
        try:
            file = take(sheet, form.terms, by=request.member)
        except NobodyLeft as nobody:
            form.add_error("purpose", str(nobody))
        else:
            return FileResponse(
                file, as_attachment=True, filename=sheet.file_name, content_type="text/csv; charset=utf-8"
            )
    with within(PAGE):
        first = list(islice(sheet.rows(), SHOWN))
    shown = {
        "sheet": sheet,
        "form": form,
        "number": number,
        "first": [cells for _whose, cells in first],
        "back": back,
        "pairs": pairs or {},
        "may": sheet.quiet or request.member.may(Right.EXPORT),
        "large": LeavingSettings.load().large,
    }
    return render(request, "trust/leaving/ask.html", shown, status=422 if answered else 200)
