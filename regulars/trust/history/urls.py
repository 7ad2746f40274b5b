from django.urls import path

from regulars.trust.history.views import history, history_file

urlpatterns = [
    path("", history, name="history"),
    path("file/", history_file, name="history-file"),
]
