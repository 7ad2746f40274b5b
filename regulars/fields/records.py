"""Where the values of custom fields live: the `custom` column beside each noun, found by name since arrows point down."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet

from regulars.fields.models import Subject

MODELS = {
    Subject.ACCOUNTS: "people.Account",
    Subject.PEOPLE: "people.Person",
    Subject.ORDERS: "orders.Order",
    Subject.PROMISES: "service.Promise",
}


def model_of(subject: str) -> type[Model] | None:
    """The records of `subject`; None where they cannot keep fields (the app is left out)."""
    try:
        model = apps.get_model(MODELS[Subject(subject)])
        model._meta.get_field("custom")
    except (LookupError, FieldDoesNotExist):
        return None
    return model


def people_here() -> QuerySet[Any]:
    """People who are not in the bin, with the account they are at."""
    people = apps.get_model("people.Person")._default_manager
    return people.filter(removed_at=None, account__removed_at=None).select_related("account")
