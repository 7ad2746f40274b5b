from django.urls import path

from regulars.trust.telling import sending_views, views

urlpatterns = [
    path("settings/told/", views.told, name="told"),
    path("settings/sending/", sending_views.sending, name="sending"),
    path("settings/told/<slug:purpose>/", views.told_change, name="told-change"),
]
