"""Let someone go, with the reason."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.lib.panels import rendered
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.today import deciding
from regulars.today.answers import ask, decided, open_item
from regulars.today.forms import LetGoForm


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    account, item = open_item(request, pk, kind)
    form = LetGoForm(request.POST if request.method == "POST" else None, account_id=pk)
    if request.method == "POST" and form.is_valid():
        return decided(request, *deciding.let_go(account, kind, by=request.member, **form.cleaned_data))
    reasons = [
        _("They closed or moved away"),
        _("They only needed us once"),
        _("They told us they buy elsewhere now"),
        _("Serving them costs more than it brings"),
    ]
    brief = rendered(
        "act.brief", request, account
    )  # what they lived through with us comes before letting them go
    return ask(request, "let_go", account, kind, form=form, item=item, reasons=reasons, brief=brief)
