from django.urls import path

from regulars.trust.suppressing import views

urlpatterns = [
    path("settings/stopped/", views.stopped, name="stopped"),
    path("settings/stopped/added/", views.stopped_added, name="stopped-added"),
    path("settings/stopped/<int:pk>/lifted/", views.stopped_lifted, name="stopped-lifted"),
    path("people/<int:pk>/stop/lifted/", views.person_stop_lifted, name="person-stop-lifted"),
]
