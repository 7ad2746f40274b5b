"""The settings of care, and the hard season of the whole firm."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.care.forms import CareSettingsForm, SeasonForm
from regulars.care.models import CareSettings, HardSeason
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def care_settings(request: MemberRequest) -> HttpResponse:
    stored = CareSettings.load()
    form = CareSettingsForm(request.POST if request.method == "POST" else None, instance=stored)
    if form.is_valid():
        CareSettings.load().change(form.cleaned_data, by=request.member)
        messages.success(request, _("Saved."))
        return redirect("care-settings")
    return page(request, form, season_form())


@members(write=Role.MANAGER)
@require_POST
def care_season(request: MemberRequest) -> HttpResponse:
    form = SeasonForm(request.POST)
    if form.is_valid():
        HardSeason.begin(by=request.member, until=form.cleaned_data["until"])
        messages.success(request, _("The whole firm goes gently now, until that day."))
        return redirect("care-settings")
    return page(request, CareSettingsForm(instance=CareSettings.load()), form)


@members(write=Role.MANAGER)
@require_POST
def care_season_ended(request: MemberRequest) -> HttpResponse:
    HardSeason.end(by=request.member)
    messages.success(request, _("Selling goes on as usual."))
    return redirect("care-settings")


def season_form() -> SeasonForm:
    days = timedelta(days=CareSettings.load().flag_days)
    return SeasonForm(initial={"until": timezone.localdate() + days})


def page(request: MemberRequest, form: CareSettingsForm, season: SeasonForm) -> HttpResponse:
    shown = {
        "form": form,
        "season_form": season,
        "season": HardSeason.objects.on(timezone.localdate()).first(),
    }
    bound = form.is_bound or season.is_bound
    return render(request, "care/settings.html", shown, status=422 if bound else 200)
