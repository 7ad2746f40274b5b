from django.urls import path

from regulars.care.views import care_settings, one, origins, overview

urlpatterns = [
    path("care/", overview.care, name="care"),
    path("care/wishes/", overview.care_wishes, name="care-wishes"),
    path("care/origins/", origins.care_origins, name="care-origins"),
    path("care/origins/<int:pk>/", origins.care_origin, name="care-origin"),
    path("care/origins/<int:pk>/unknown/", origins.care_origin_unknown, name="care-origin-unknown"),
    path("accounts/<int:pk>/care/", one.care_account, name="care-account"),
    path("accounts/<int:pk>/care/<slug:what>/new/", one.care_new, name="care-new"),
    path("accounts/<int:pk>/care/<slug:what>/<int:item>/<slug:act>/", one.care_act, name="care-act"),
    path("settings/care/", care_settings.care_settings, name="care-settings"),
    path("settings/care/season/", care_settings.care_season, name="care-season"),
    path("settings/care/season/ended/", care_settings.care_season_ended, name="care-season-ended"),
]
