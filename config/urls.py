from django.urls import include, path

urlpatterns = [
    path("", include("regulars.today.urls")),
    path("", include("regulars.team.urls")),
    path("", include("regulars.people.urls")),
    path("", include("regulars.orders.urls")),
    path("retention/", include("regulars.retention.urls")),
    path("imports/", include("regulars.imports.urls")),
    path("sign-in/", include("allauth.urls")),
]
