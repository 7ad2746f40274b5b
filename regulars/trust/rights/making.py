"""The file of somebody who asked to see their data is made: as JSON and as paper, once, and kept for a month."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.later import enqueue_once
from regulars.lib.leaving import Leaving, let_out
from regulars.team.models import Member
from regulars.trust.models import RightsRequest
from regulars.trust.rights.errors import GoneAlready
from regulars.trust.rights.keeping import KEPT, discard, new_name, path_of
from regulars.trust.rights.paper import write_pdf
from regulars.trust.rights.whole_file import WholeFile, file_of, write_json

AT_ONCE = 1000
"""So many lines are made while one waits; more of them by the worker."""


def hand_over(request: RightsRequest, file: WholeFile, *, by: Member) -> bool:
    """Lets the file out and makes it, or has it made: whether it is there already. Raises NotAllowed, GoneAlready."""
    if request.person is None:
        raise GoneAlready
    leaving = Leaving(
        what=_("the whole file of one person (%(number)d)") % {"number": request.number},
        subject="people",
        fields=[chapter.title for chapter in file.chapters],
        rows=file.lines,
        why=_("They asked to see their data."),
        ids=[request.person.pk],
    )
    with transaction.atomic():
        let_out(by, leaving)
        if file.lines > AT_ONCE:
            enqueue_once("trust.make_file", request_id=request.pk)
            return False
    make(request, file)
    return True


def make(request: RightsRequest, file: WholeFile | None = None) -> None:
    """Both files, then their name on the request; a second making takes the place of the first."""
    if request.person is None or not request.is_open:
        return
    whole = file or file_of(request.person)
    name = new_name()
    try:
        write_json(whole, path_of(name, "json"))
        write_pdf(whole, path_of(name, "pdf"))
        until = timezone.now() + KEPT
        kept = RightsRequest.objects.open().filter(pk=request.pk).update(file=name, file_until=until)
    except BaseException:
        discard(name)
        raise
    discard(request.file if kept else name)
    if kept:
        request.file, request.file_until = name, until
