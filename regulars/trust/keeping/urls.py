from django.urls import path

from regulars.trust.keeping import views

urlpatterns = [
    path("", views.keeping, name="keeping"),
    path("whole/", views.holding_rules, name="holding-rules"),
]
