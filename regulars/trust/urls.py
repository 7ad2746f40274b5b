from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("regulars.trust.private.urls")),
    path("", include("regulars.trust.leaving.urls")),
    path("settings/history/", include("regulars.trust.history.urls")),
    path("", include("regulars.trust.permitting.urls")),
    path("", include("regulars.trust.suppressing.urls")),
    path("", include("regulars.trust.telling.urls")),
    path("settings/keeping/", include("regulars.trust.keeping.urls")),
    path("", include("regulars.trust.rights.urls")),
]
