from django.urls import path

from regulars.people import views
from regulars.people.bin.urls import urlpatterns as binned
from regulars.people.changing_place.urls import urlpatterns as changing_place
from regulars.people.duplicates.urls import urlpatterns as duplicates
from regulars.people.introducing.urls import urlpatterns as introducing
from regulars.people.merging.urls import urlpatterns as merging
from regulars.people.relating.urls import urlpatterns as related
from regulars.people.tagging.urls import urlpatterns as tagging
from regulars.people.views import alone, looked_after, mentions

urlpatterns = [
    *introducing,
    *merging,
    *changing_place,
    *duplicates,
    *binned,
    *related,
    *tagging,
    path("settings/looked-after/", looked_after.looked_after, name="looked-after"),
    path("settings/looked-after/assigned/", looked_after.assigned, name="looked-after-assigned"),
    path("settings/looked-after/handed-over/", looked_after.handed_over, name="looked-after-handed-over"),
    path(
        "settings/looked-after/rules/<int:pk>/dropped/",
        looked_after.rule_dropped,
        name="looked-after-rule-dropped",
    ),
    path("settings/looked-after/alone/<int:pk>/", alone.depends, name="alone"),
    path("settings/looked-after/alone/<int:pk>/backed/", alone.backed, name="alone-backed"),
    path("settings/looked-after/alone/<int:pk>/handed-over/", alone.handed_over, name="alone-handed-over"),
    path("mentions/", mentions.mentions, name="mentions"),
    path("mentions/names/", mentions.mention_names, name="mention-names"),
    path("accounts/new/", views.new_account, name="account-new"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/facts/<str:field>/", views.account_fact, name="account-fact"),
    path("accounts/<int:pk>/people/", views.account_people, name="account-people"),
    path("accounts/<int:pk>/people/new/", views.person_new, name="person-new"),
    path("accounts/<int:pk>/people/elsewhere/", views.account_guest, name="account-guest"),
    path("accounts/<int:pk>/people/<int:person_pk>/parts/", views.account_parts, name="account-parts"),
    path("accounts/<int:pk>/points/<str:kind>/", views.account_point_new, name="account-point-new"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/facts/<str:field>/", views.person_fact, name="person-fact"),
    path("people/<int:pk>/points/<str:kind>/", views.person_point_new, name="person-point-new"),
    path("people/<int:pk>/touches/", views.person_touches, name="person-touches"),
    path("points/<int:pk>/", views.point, name="point"),
    path("points/<int:pk>/removed/", views.point_removed, name="point-removed"),
    path("points/<int:pk>/first/", views.point_first, name="point-first"),
    path("undo/<int:pk>/", views.undo, name="undo"),
    path("accounts/<int:pk>/touches/", views.touches, name="account-touches"),
    path(
        "accounts/<int:pk>/touches/<int:touch_pk>/withdrawn/",
        views.touch_withdrawn,
        name="account-touch-withdrawn",
    ),
]
