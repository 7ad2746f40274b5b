from django.urls import path

from regulars.trust.permitting import views

urlpatterns = [
    path("people/<int:pk>/told/", views.person_told, name="person-told"),
    path("people/<int:pk>/said/", views.person_said, name="person-said"),
    path("people/<int:pk>/stop/", views.person_stop, name="person-stop"),
]
