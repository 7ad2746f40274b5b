"""Where the values of custom fields live: the `custom` column beside each noun, found by name since arrows point down."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet

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


def people_here(member: Any = None) -> QuerySet[Any]:
    """People who are not in the bin, with the account they are at; of those `member` sees, where somebody asks by name."""
    people = apps.get_model("people.Person")._default_manager
    here = people.filter(removed_at=None, account__removed_at=None).select_related("account")
    whose = member.whose("accounts") if member else None
    if whose is None:
        return here
    return here.filter(Q(account__owner__in=whose) | Q(account__backup__in=whose))
