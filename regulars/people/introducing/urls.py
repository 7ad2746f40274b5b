from django.urls import path

from regulars.people.introducing import views

urlpatterns = [
    path("introductions/<int:pk>/", views.introduction, name="introduction"),
]
