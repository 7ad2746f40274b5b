"""One who was given to somebody else: words to tell them by, and noting that they were told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.people.contacting import action_for
from regulars.people.introducing.forms import TellForm
from regulars.people.models import Introduction
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request: MemberRequest, pk: int) -> HttpResponse:
    found = Introduction.objects.visible_to(request.member).select_related("account__owner")
    one = get_object_or_404(found, pk=pk)
    form = TellForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        event = one.tell(by=request.member, **form.cleaned_data)
        said = _("%(name)s knows now who looks after them.") % {"name": one.account.name}
        messages.success(request, said, extra_tags=reverse("undo", args=[event.pk]))
        return redirect("account", one.account_id)
    shown = {
        "one": one,
        "form": form,
        "reach": action_for(one.account, one.account.people.here().order_by("pk")[:5]),
        "done": one.told_at or one.dropped_at,
    }
    return render(request, "people/introducing/tell.html", shown, status=422 if form.is_bound else 200)
