"""The rows of an import that were left out, as a file to correct and drop again."""

from functools import partial

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from regulars.imports import rejected_file
from regulars.imports.views.one import opened
from regulars.lib.counting import grouped
from regulars.team.doors import members
from regulars.team.models import Right, Role
from regulars.team.requests import MemberRequest
from regulars.trust.leaving.asking import ask
from regulars.trust.leaving.sheet import Sheet


@members(read=Role.READ_ONLY, write=Role.READ_ONLY, right=Right.MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def rejected(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Whoever brought them gets their own rows back; anybody else needs the right to export."""
    found = opened(request, pk)
    sheet = Sheet(
        what=rejected_file.name_of(found),
        subject="imports",
        heads=rejected_file.heads(found),
        rows=partial(rejected_file.nobodys, found),
        file_name=f"left-out-{found.pk}.csv",
        quiet=found.member_id == request.member.pk,
    )
    number = grouped(found.counts.get("rejected_lines", 0))
    return ask(request, sheet, number=number, back=reverse("import", args=[pk]))
