"""What retention shows outside /retention/: the customers list and the evidence behind a reason."""

from django.urls import path

from regulars.retention.views.customers import customers
from regulars.retention.views.customers_file import customers_file
from regulars.retention.views.evidence import evidence

urlpatterns = [
    path("customers/", customers, name="customers"),
    path("accounts/<int:pk>/evidence/<slug:reason>/", evidence, name="evidence"),
    path("customers/file/", customers_file, name="customers-file"),
]
