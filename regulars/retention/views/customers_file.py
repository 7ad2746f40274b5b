"""The whole list of customers that the address asks for, as a file."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import parse_qsl

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.lib.counting import grouped
from regulars.retention.customers.csv_file import heads, table
from regulars.retention.customers.filters import Filters
from regulars.team.models import Firm, Member
from regulars.team.requests import MemberRequest
from regulars.trust.leaving.asking import ask, taking_out
from regulars.trust.leaving.sheet import Row, Sheet

MOST = 10_000


@taking_out
@require_http_methods(["GET", "HEAD", "POST"])
def customers_file(request: MemberRequest) -> HttpResponseBase:
    given = request.POST if request.method == "POST" else request.GET
    filters = Filters.asked(given)
    pairs = dict(parse_qsl(filters.address()[1:]))
    number = filters.accounts(request.member).order_by()[: MOST + 1].count()
    sheet = Sheet(
        what=_("the list of %(customers)s") % {"customers": request.firm.word("customers")},
        subject="customers",
        heads=heads(),
        rows=partial(rows, filters, request.member, request.firm),
        file_name="customers.csv",
        whose="accounts",
        said=", ".join(pairs.values()),
    )
    said = grouped(number) if number <= MOST else _("%(most)s+") % {"most": grouped(MOST)}
    back = reverse("customers") + filters.address()
    return ask(request, sheet, number=said, back=back, pairs=pairs)


def rows(filters: Filters, member: Member, firm: Firm) -> Iterator[Row]:
    return ((row[0], row) for row in table(filters, member, firm))
