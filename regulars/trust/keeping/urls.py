from django.urls import path

from regulars.trust.facts import views as facts
from regulars.trust.keeping import views

urlpatterns = [
    path("", views.keeping, name="keeping"),
    path("whole/", views.holding_rules, name="holding-rules"),
    path("of/<str:what>/", views.keeping_one, name="keeping-one"),
    path("finds/", facts.finds, name="finds"),
    path("finds/looked/", facts.finds_looked, name="finds-looked"),
    path("finds/<int:pk>/smaller/", facts.find_smaller, name="find-smaller"),
    path("finds/<int:pk>/fine/", facts.find_fine, name="find-fine"),
]
