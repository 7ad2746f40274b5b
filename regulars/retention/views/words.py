"""The pages of words: the well-known figures beside our own, and the vocabulary."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regulars.retention.claims import claims
from regulars.retention.firm_facts import FirmFacts
from regulars.retention.terms import retention_terms, standing_terms, team_terms
from regulars.retention.views.picture import picture, tabs
from regulars.team.doors import members
from regulars.team.models import Firm
from regulars.team.requests import MemberRequest


@members()
@require_safe
def retention_claims(request: MemberRequest) -> HttpResponse:
    return picture(request, "retention-claims", "claims", measured)


def measured(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    return {"claims": claims(facts, firm)}


@members()
@require_safe
def retention_terms_page(request: MemberRequest) -> HttpResponse:
    groups = [standing_terms(request.firm), retention_terms(request.firm), team_terms(request.firm)]
    return render(
        request, "retention/terms.html", {"tabs": tabs("retention-terms", request.firm), "groups": groups}
    )
