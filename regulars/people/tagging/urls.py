from django.urls import path

from regulars.people.tagging import views

urlpatterns = [
    path("accounts/<int:pk>/tags/", views.account_tags, name="account-tags"),
    path(
        "accounts/<int:pk>/tags/<int:tag_pk>/removed/", views.account_tag_removed, name="account-tag-removed"
    ),
    path("people/<int:pk>/tags/", views.person_tags, name="person-tags"),
    path("people/<int:pk>/tags/<int:tag_pk>/removed/", views.person_tag_removed, name="person-tag-removed"),
    path("tags/suggested/", views.tags_suggested, name="tags-suggested"),
    path("settings/tags/", views.tags, name="tags"),
    path("settings/tags/<int:pk>/", views.tag, name="tag"),
    path("settings/tags/<int:pk>/joined/", views.tag_joined, name="tag-joined"),
    path("settings/tags/<int:pk>/archived/", views.tag_archived, name="tag-archived"),
    path("settings/tags/<int:pk>/back/", views.tag_brought_back, name="tag-brought-back"),
]
