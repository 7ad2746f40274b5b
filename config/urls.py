from django.urls import include, path

from regulars.operations.views import health

handler400 = "regulars.web.error_pages.bad_request"
handler500 = "regulars.operations.outage.server_error"
urlpatterns = [
    path("health", health, name="health"),
    path("", include("regulars.today.urls")),
    path("", include("regulars.team.urls")),
    path("", include("regulars.people.urls")),
    path("", include("regulars.files.urls")),
    path("", include("regulars.orders.urls")),
    path("", include("regulars.trust.urls")),
    path("", include("regulars.retention.customer_urls")),
    path("", include("regulars.service.urls")),
    path("", include("regulars.care.urls")),
    path("", include("regulars.finding.urls")),
    path("lists/", include("regulars.lists.urls")),
    path("settings/fields/", include("regulars.fields.urls")),
    path("retention/", include("regulars.retention.urls")),
    path("imports/", include("regulars.imports.urls")),
]
