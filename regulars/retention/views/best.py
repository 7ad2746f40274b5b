"""The best-customer profile, and who fits it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from regulars.retention.best_customers import best_customers
from regulars.retention.firm_facts import FirmFacts
from regulars.retention.pictures.best import best
from regulars.retention.views.picture import picture
from regulars.team.doors import members
from regulars.team.models import Firm
from regulars.team.requests import MemberRequest

SHOWN = 20


@members()
@require_safe
def retention_best(request: MemberRequest) -> HttpResponse:
    def paint(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
        people = best_customers(request.member, date.fromisoformat(facts["reach"]["as_of"])).values(
            "account_id", "account__name", "last_year", "currency"
        )
        return best(facts, firm) | {"people": people[:SHOWN]}

    return picture(request, "retention-best", "best", paint)
