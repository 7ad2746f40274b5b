from django.urls import path

from regulars.people.merging import views

urlpatterns = [
    path("accounts/<int:pk>/merging/", views.account_with, name="account-merging"),
    path("people/<int:pk>/merging/", views.person_with, name="person-merging"),
    path("merging/accounts/<int:kept>/<int:lost>/", views.accounts, name="merge-accounts"),
    path("merging/people/<int:kept>/<int:lost>/", views.people, name="merge-people"),
    path("merges/<int:pk>/", views.merge, name="merge"),
]
