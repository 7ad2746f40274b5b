from django.urls import path

from regulars.finding.views.finding import answers, find
from regulars.finding.views.visits import visits

urlpatterns = [
    path("find/", find, name="find"),
    path("find/answers/", answers, name="find-answers"),
    path("find/visits/", visits, name="find-visits"),
]
