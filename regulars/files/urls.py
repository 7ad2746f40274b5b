from django.urls import path

from regulars.files import views

# Everything that takes a file lies below files/, which settings.LARGE_BODIES names.
urlpatterns = [
    path("files/accounts/<int:pk>/", views.account_files, name="account-files"),
    path("files/people/<int:pk>/", views.person_files, name="person-files"),
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/<slug:size>/", views.file_picture, name="file-picture"),
    path("files/<int:pk>/bin/removed/", views.file_removed, name="file-removed"),
    path("files/<int:pk>/bin/restored/", views.file_restored, name="file-restored"),
]
