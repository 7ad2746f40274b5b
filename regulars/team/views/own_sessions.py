"""Where one is signed in, ending it, and answering for a sign-in unlike the others."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.team.asked_about import disown, end_others, other_sessions, own, questions
from regulars.team.devices import family
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.question import back
from regulars.team.requests import MemberRequest
from regulars.team.whereabouts import neighbourhood
from regulars.timeline.models import record


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: MemberRequest) -> HttpResponse:
    """A form sent here signs out everywhere else."""
    if request.method == "POST":
        return ended_elsewhere(request)
    found = sorted(
        UserSession.objects.purge_and_list(request.member), key=lambda one: one.last_seen_at, reverse=True
    )
    here = request.session.session_key
    rows = [
        {"session": one, "is_here": one.session_key == here, "place": neighbourhood(one.ip)}
        for one in sorted(found, key=lambda one: one.session_key != here)
    ]
    return render(request, "usersessions/usersession_list.html", {"rows": rows})


def ended_elsewhere(request: MemberRequest) -> HttpResponse:
    with transaction.atomic():
        end_each(other_sessions(request))
        end_others(request, by=request.member)  # and those that are in no list
        record("team.session_ended", by=request.member, others=True, device="", address="")
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("usersessions_list")


@members(write=Role.READ_ONLY)
@require_POST
def session_ended(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own, and not the one that is used right now: that is what Sign out is for."""
    one = get_object_or_404(other_sessions(request), pk=pk)
    with transaction.atomic():
        end_each([one])
        record("team.session_ended", by=request.member, device=family(one.user_agent), address=one.ip)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


def end_each(sessions: Any) -> None:
    for one in sessions:
        one.end()


@members(write=Role.READ_ONLY)
@require_POST
def sign_in_owned(request: MemberRequest, pk: int) -> HttpResponse:
    own(asked(request, pk), by=request.member)
    messages.success(request, _("Good. We will know it again."))
    return redirect(back(request))


@members(write=Role.READ_ONLY)
@require_POST
def sign_in_disowned(request: MemberRequest, pk: int) -> HttpResponse:
    """Signed out everywhere else at once; a new password is asked for next."""
    disown(asked(request, pk), request, by=request.member)
    messages.warning(
        request,
        _(
            "Everybody but you is signed out. Set a new password now, and look whether every passkey is yours."
        ),
    )
    return redirect("account_change_password" if request.member.has_usable_password() else "mfa_index")


def asked(request: MemberRequest, pk: int) -> Any:
    found = [one for one in questions(request) if one.pk == pk]
    if not found:
        raise Http404
    return found[0]
