from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from regulars.lists.subjects import subjects
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
def lists(request: MemberRequest) -> HttpResponse:
    """The first list there is; the others are beside it."""
    return redirect("list", subjects()[0].name)
