from django.urls import path

from regulars.people.duplicates import views

urlpatterns = [
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/progress/", views.progress, name="duplicates-progress"),
    path("duplicates/search/", views.search, name="duplicates-search"),
    path("duplicates/<int:pk>/not-the-same/", views.not_same, name="duplicate-not-same"),
    path("duplicates/<int:pk>/later/", views.later, name="duplicate-later"),
]
