from django.urls import path

from regulars.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/<int:pk>/<slug:kind>/act/", views.act, name="today-act"),
    path("today/<int:pk>/<slug:kind>/later/", views.later, name="today-later"),
    path("today/<int:pk>/<slug:kind>/let-go/", views.let_go, name="today-let-go"),
    path("digest/", views.digest, name="digest"),
    path("today/undo/<int:pk>/", views.undo, name="today-undo"),
]
