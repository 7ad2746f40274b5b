from django.http import StreamingHttpResponse
from django.views.decorators.http import require_safe

from regulars.retention.customers.csv_file import lines
from regulars.retention.customers.filters import Filters
from regulars.team.doors import members
from regulars.team.models import Right
from regulars.team.requests import MemberRequest


@members(right=Right.EXPORT)
@require_safe
def customers_file(request: MemberRequest) -> StreamingHttpResponse:
    """The whole list that the address asks for, as CSV."""
    filters = Filters.asked(request.GET)
    return StreamingHttpResponse(
        lines(filters, request.member, request.firm),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="customers.csv"'},
    )
