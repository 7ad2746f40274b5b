from django.urls import path

from regulars.orders import views

urlpatterns = [
    path("orders/<int:pk>/", views.order, name="order"),
    path("accounts/<int:pk>/orders/", views.account_orders, name="account-orders"),
]
