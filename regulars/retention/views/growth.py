"""What keeping more of every hundred would bring, for as many points and years as one asks about."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from regulars.retention.firm_facts import FirmFacts
from regulars.retention.forms import WhatIfForm
from regulars.retention.pictures.growth import growth, nothing_asked
from regulars.retention.views.picture import picture
from regulars.team.doors import members
from regulars.team.models import Firm, Right
from regulars.team.requests import MemberRequest


@members(right=Right.MONEY)
@require_safe
def retention_growth(request: MemberRequest) -> HttpResponse:
    """Without a question, five points over five years. A question out of bounds is answered with what is allowed (422)."""
    asked = WhatIfForm(request.GET if request.GET else WhatIfForm.usual())
    good = asked.is_valid()

    def paint(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
        shown = growth(facts, firm, **asked.cleaned_data) if good else nothing_asked(facts)
        return shown | {"form": asked}

    answer = picture(request, "retention-growth", "growth", paint)
    answer.status_code = 200 if good else 422
    return answer
