"""The whole list as a file for a spreadsheet, with the columns it shows."""

from django.http import StreamingHttpResponse
from django.views.decorators.http import require_POST

from regulars.lists.file import lines
from regulars.lists.filters.saying import sentence
from regulars.lists.listing import Listing
from regulars.team.doors import members
from regulars.team.models import Right, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import record


@members(write=Role.READ_ONLY, right=Right.EXPORT)
@require_POST
def list_file(request: MemberRequest, subject: str) -> StreamingHttpResponse:
    """Recorded, so it is asked for by a button. Refused where a condition cannot be asked: a file outlives the page
    that would have told so."""
    listing = Listing.asked(subject, request.POST, request.member, request.firm)
    said = sentence(listing.shown.filter, listing.fields, request.firm.currency)
    answer = StreamingHttpResponse(
        lines(listing),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{listing.subject.name}.csv"'},
    )
    columns = [field.name for field in listing.columns]
    record("lists.downloaded", by=request.member, subject=subject, said=said, columns=columns)
    return answer
