"""Put an item off, to a day."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.lib.days import months_before
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.today import deciding
from regulars.today.answers import ask, decided, open_item
from regulars.today.forms import LaterForm


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    account, item = open_item(request, pk, kind)
    form = LaterForm(request.POST if request.method == "POST" else None, account_id=pk)
    if request.method == "POST" and form.is_valid():
        return decided(request, *deciding.put_off(account, kind, by=request.member, **form.cleaned_data))
    return ask(request, "later", account, kind, form=form, item=item, choices=quick_choices())


def quick_choices() -> list[tuple[str, date]]:
    today = timezone.localdate()
    return [
        (_("Tomorrow"), today + timedelta(days=1)),
        (_("Next week"), today + timedelta(days=7)),
        (_("Next month"), months_before(today, -1)),
    ]
