from django.urls import path

from regulars.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:pk>/", views.one, name="import"),
    path("<int:pk>/columns/", views.columns, name="import-columns"),
    path("<int:pk>/progress/", views.progress, name="import-progress"),
    path("<int:pk>/left-out/", views.rejected, name="import-rejected"),
    path("<int:pk>/checking/", views.checking, name="import-checking"),
    path("<int:pk>/whole/", views.kept_whole, name="import-whole"),
    path("<int:pk>/applying/", views.applying, name="import-applying"),
    path("<int:pk>/reverting/", views.reverting, name="import-reverting"),
    path("<int:pk>/stopping/", views.stopping, name="import-stopping"),
    path("<int:pk>/discarding/", views.discarding, name="import-discarding"),
]
