from django.urls import path

from regulars.orders import views

urlpatterns = [
    path("orders/<int:pk>/", views.order, name="order"),
    path("orders/<int:pk>/story/", views.order_story, name="order-story"),
    path("accounts/<int:pk>/orders/", views.account_orders, name="account-orders"),
]
