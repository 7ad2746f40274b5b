from django.urls import path

from regulars.people.relating import views

urlpatterns = [
    path("accounts/<int:pk>/relations/", views.choose, name="account-relations"),
    path("accounts/<int:pk>/relations/<int:other>/", views.relation_new, name="relation-new"),
    path("relations/<int:pk>/ended/", views.ended, name="relation-ended"),
    path("relations/<int:pk>/confirmed/", views.confirmed, name="relation-confirmed"),
    path("relations/<int:pk>/review/", views.review, name="relation-review"),
]
