from django.urls import path

from regulars.trust.leaving.views.list_file import list_file
from regulars.trust.leaving.views.log import left, left_entry, left_large, left_seen, person_held

urlpatterns = [
    path("lists/<slug:subject>/file/", list_file, name="list-file"),
    path("settings/left/", left, name="left"),
    path("settings/left/large/", left_large, name="left-large"),
    path("settings/left/seen/", left_seen, name="left-seen"),
    path("settings/left/<int:pk>/", left_entry, name="left-entry"),
    path("people/<int:pk>/files-they-were-in/", person_held, name="person-held"),
]
