from django.urls import path

from regulars.trust.private import views

urlpatterns = [
    path("accounts/<int:pk>/private/", views.private_notes, name="private-notes"),
    path("private/<int:pk>/forgotten/", views.private_note_forgotten, name="private-note-forgotten"),
]
