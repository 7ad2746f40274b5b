from django.urls import path

from regulars.service import views

urlpatterns = [
    path("promises/", views.promises, name="promises"),
    path("promises/rate/", views.promises_rate, name="promises-rate"),
    path("promises/<int:pk>/", views.promise, name="promise"),
    path("promises/<int:pk>/keeping/", views.keeping, name="promise-keeping"),
    path("promises/<int:pk>/breaking/", views.breaking, name="promise-breaking"),
    path("promises/<int:pk>/moving/", views.moving, name="promise-moving"),
    path("promises/<int:pk>/handing-over/", views.handing_over, name="promise-handing-over"),
    path("promises/<int:pk>/accepting/", views.accepting, name="promise-accepting"),
    path("promises/<int:pk>/declining/", views.declining, name="promise-declining"),
    path("promises/<int:pk>/withdrawing/", views.withdrawing, name="promise-withdrawing"),
    path("accounts/<int:pk>/promises/new/", views.promise_new, name="promise-new"),
    path("accounts/<int:pk>/on-the-spot/", views.on_the_spot, name="on-the-spot"),
    path("accounts/<int:pk>/callbacks/", views.callbacks, name="account-callbacks"),
]
