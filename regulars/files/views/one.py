"""One file: handed over, never run; shown only as a picture we drew ourselves; removed and put back."""

from typing import IO, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.files.errors import ContentGone
from regulars.files.models import Attachment
from regulars.files.sniffing import PICTURES, UNKNOWN
from regulars.files.storing import LARGE, SMALL, path_of
from regulars.lib.leaving import noted_later
from regulars.team.doors import members
from regulars.team.models import Kind, Right
from regulars.team.requests import MemberRequest

HARMLESS = {*PICTURES.values(), "application/pdf"}
"""Kinds said in the header, so that a phone knows what to open them with; anything else is told as mere bytes."""
LOCKED_IN = "sandbox; default-src 'none'"


@members()
@require_safe
def file(request: MemberRequest, pk: int) -> FileResponse:
    """Always as a download. Should a browser show it all the same: in a sandbox, with nothing allowed, not guessed at."""
    found = open_file(request, pk)
    kind = found.kind if found.kind in HARMLESS else UNKNOWN
    content = opened(found)
    if request.method == "GET":
        what = _("the attachment “%(name)s”") % {"name": found.name}
        noted_later(request.member, what=what, subject="files", account=found.account_id)
    return locked_in(content, as_attachment=True, filename=found.name, content_type=kind)


@members()
@require_safe
def file_picture(request: MemberRequest, pk: int, size: str) -> FileResponse:
    """Pixels drawn by ourselves, so nothing of what was uploaded but its looks."""
    found = open_file(request, pk)
    if not found.pictured or size not in {SMALL, LARGE}:
        raise Http404
    return locked_in(opened(found, size), content_type="image/webp")


@members(right=Right.REMOVE, changes=Kind.FILES)
@require_POST
def file_removed(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_file(request, pk)
    if event := found.remove(by=request.member):
        said = _("“%(name)s” is in the bin for 30 days.") % {"name": found.name}
        messages.success(request, said, extra_tags=reverse("undo", args=[event.pk]))
    return redirect("account-files", found.account_id)


@members(changes=Kind.FILES)
@require_POST
def file_restored(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_file(request, pk)
    if event := found.restore(by=request.member):
        said = _("“%(name)s” is back.") % {"name": found.name}
        messages.success(request, said, extra_tags=reverse("undo", args=[event.pk]))
    return redirect("account-files", found.account_id)


def open_file(request: MemberRequest, pk: int) -> Attachment:
    """The one door; 404 for what is not there or not theirs to see."""
    found: Attachment = get_object_or_404(Attachment.objects.visible_to(request.member), pk=pk)
    return found


def opened(found: Attachment, size: str = "") -> IO[bytes]:
    try:
        return path_of(found.place, size).open("rb")
    except FileNotFoundError as error:
        raise ContentGone(
            _(
                "“%(name)s” is on record, but its content is not on this computer’s disk. A backup may hold it."
            )
            % {"name": found.name}
        ) from error


def locked_in(content: IO[bytes], **about: Any) -> FileResponse:
    answer = FileResponse(content, **about)
    answer["Content-Security-Policy"] = LOCKED_IN
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
