"""A column that holds more than the job needs: kept as it is in the file, where the firm allows that, or small again."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.imports import running
from regulars.imports.models import Import
from regulars.imports.views.one import opened
from regulars.lib.errors import NotAllowed
from regulars.team.doors import members
from regulars.team.models import Kind, Right
from regulars.team.requests import MemberRequest
from regulars.trust.models import HoldingRules


@members(right=Right.MONEY, changes=Kind.ORDERS)
@require_POST
def kept_whole(request: MemberRequest, pk: int) -> HttpResponse:
    """Then everything is checked once more. Never a card number."""
    found = opened(request, pk)
    column = request.POST.get("column", "")
    known = next((one for one in found.understood.get("less", []) if one["column"] == column), None)
    if known is None:
        raise Http404
    if not known["whole"] and not HoldingRules.load().allow(known["whats"]):
        raise NotAllowed(
            _(
                "Your firm keeps the smaller form. An owner can allow more under Settings, How long we keep things."
            )
        )
    others = [name for name in found.settings.get("whole", []) if name != column]
    chosen = found.settings | {"whole": others if known["whole"] else [*others, column]}
    Import.objects.visible_to(request.member).filter(pk=pk).update(settings=chosen)
    running.ask(found, "check", request.member)
    return redirect("import", pk)
