"""What retention shows outside /retention/: the customers list and the evidence behind a reason."""

from django.urls import path

from regulars.retention.views.customers import customers
from regulars.retention.views.customers_file import customers_file

urlpatterns = [
    path("customers/", customers, name="customers"),
    path("customers/file/", customers_file, name="customers-file"),
]
