"""The pages under /retention/."""

from django.urls import path

from regulars.retention.views import cases, pictures, words
from regulars.retention.views.best import retention_best
from regulars.retention.views.groups import retention_groups
from regulars.retention.views.growth import retention_growth
from regulars.retention.views.previous import retention_previous
from regulars.retention.views.season import retention_season
from regulars.retention.views.value import retention_value

urlpatterns = [
    path("", pictures.retention, name="retention"),
    path("cohorts/", pictures.retention_cohorts, name="retention-cohorts"),
    path("value/", retention_value, name="retention-value"),
    path("ahead/", pictures.retention_ahead, name="retention-ahead"),
    path("growth/", retention_growth, name="retention-growth"),
    path("path/", pictures.retention_path, name="retention-path"),
    path("check/", pictures.retention_check, name="retention-check"),
    path("groups/", retention_groups, name="retention-groups"),
    path("best/", retention_best, name="retention-best"),
    path("previous/", retention_previous, name="retention-previous"),
    path("season/", retention_season, name="retention-season"),
    path("claims/", words.retention_claims, name="retention-claims"),
    path("terms/", words.retention_terms_page, name="retention-terms"),
    path("cases/<int:pk>/closing/", cases.closing, name="case-closing"),
    path("cases/<int:pk>/reopening/", cases.reopening, name="case-reopening"),
]
