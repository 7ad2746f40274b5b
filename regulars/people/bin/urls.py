from django.urls import path

from regulars.people.bin import views

urlpatterns = [
    path("accounts/<int:pk>/removal/", views.account_removal, name="account-removal"),
    path("people/<int:pk>/removal/", views.person_removal, name="person-removal"),
    path("bin/", views.bin_page, name="bin"),
    path("bin/<str:kind>/<int:pk>/restored/", views.restored, name="bin-restored"),
]
