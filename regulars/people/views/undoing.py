"""The one button that takes back what was done, whatever it was."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event
from regulars.timeline.undoing import is_theirs, take_back


@members()
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """The app that recorded the event goes through the doors of its records; a refusal is told by the middleware."""
    event = get_object_or_404(Event, pk=pk)  # the guards of undoing are its door, then its app's
    if not is_theirs(event, request.member):
        raise Http404
    address = take_back(event, by=request.member)
    messages.success(request, _("Undone."))
    return redirect(address)
