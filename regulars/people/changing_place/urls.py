from django.urls import path

from regulars.people.changing_place import views

urlpatterns = [
    path("people/<int:pk>/moving/", views.person_moving, name="person-moving"),
    path("people/<int:pk>/moving/<int:account_pk>/", views.person_moved, name="person-moved"),
]
