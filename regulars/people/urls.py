from django.urls import path

from regulars.people import views

urlpatterns = [
    path("accounts/new/", views.new_account, name="account-new"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/change/", views.account_change, name="account-change"),
    path("accounts/<int:pk>/people/new/", views.person_new, name="person-new"),
    path("accounts/<int:pk>/people/<int:person_pk>/", views.person_change, name="person-change"),
    path("accounts/<int:pk>/touches/", views.touches, name="account-touches"),
    path(
        "accounts/<int:pk>/touches/<int:touch_pk>/withdrawn/",
        views.touch_withdrawn,
        name="account-touch-withdrawn",
    ),
]
