"""Act on an item: reach them, then write down what came of it."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from regulars.lib.panels import rendered
from regulars.people.contacting import action_for
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.today import deciding
from regulars.today.answers import ask, decided, open_item
from regulars.today.forms import ActForm


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    account, item = open_item(request, pk, kind)
    form = ActForm(request.POST if request.method == "POST" else None, account_id=pk, item=item)
    if request.method == "POST" and form.is_valid():
        return decided(request, *deciding.act(account, kind, by=request.member, **form.cleaned_data))
    people = list(account.people.here().order_by("id"))
    action = action_for(account, people)
    brief = rendered("act.brief", request, account)
    return ask(request, "act", account, kind, form=form, item=item, people=people, action=action, brief=brief)
