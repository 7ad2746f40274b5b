"""The pages that read only what the newest scoring found."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from regulars.retention.pictures.check import check
from regulars.retention.pictures.cohorts import cohorts
from regulars.retention.pictures.coming import coming
from regulars.retention.pictures.overview import overview
from regulars.retention.pictures.path import path
from regulars.retention.views.picture import picture
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
def retention(request: MemberRequest) -> HttpResponse:
    return picture(request, "retention", "overview", overview)


@members()
@require_safe
def retention_cohorts(request: MemberRequest) -> HttpResponse:
    return picture(request, "retention-cohorts", "cohorts", cohorts)


@members()
@require_safe
def retention_path(request: MemberRequest) -> HttpResponse:
    return picture(request, "retention-path", "path", path)


@members()
@require_safe
def retention_check(request: MemberRequest) -> HttpResponse:
    return picture(request, "retention-check", "check", check)


@members()
@require_safe
def retention_ahead(request: MemberRequest) -> HttpResponse:
    return picture(request, "retention-ahead", "ahead", coming)
