"""What the firm wanted to know of a person besides, in fields of its own; those it uses no more too."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from regulars.fields.models import CustomField, Unfit
from regulars.fields.models.custom_field import Subject
from regulars.fields.values import said
from regulars.lib.held import lines
from regulars.lib.holdings import Holding, Line, forgets, holds


@holds(20)
def own_fields(person: Any) -> Iterator[Holding]:
    known = said_of(person.custom, Subject.PEOPLE) + said_of(person.account.custom, Subject.ACCOUNTS)
    yield Holding(_("What else we wanted to know of you"), known)
    columns = {_("Field"): "conversion.field.label", _("What was written there"): "text"}
    unfit = _unfit(person).select_related("conversion__field")
    yield Holding(_("What did not fit into a field"), lines(unfit, columns))


def said_of(custom: dict[str, Any] | None, subject: str) -> list[Line]:
    """Every value there is, in the words of its field; one whose field is gone as it stands."""
    fields = {field.key: field for field in CustomField.objects.of(subject).with_options()}
    return [{_("Field"): label, _("What we know"): words} for label, words in _told(custom or {}, fields)]


def _told(custom: dict[str, Any], fields: dict[str, CustomField]) -> Iterator[tuple[str, str]]:
    for key, value in custom.items():
        field = fields.get(key)
        try:
            yield (field.label, said(field, value)) if field else (_("an earlier field"), str(value))
        except (ValueError, TypeError, KeyError, ArithmeticError):  # as another kind of field left it
            yield str(field), str(value)


def _unfit(person: Any) -> Any:
    people = Unfit.objects.filter(conversion__field__subject=Subject.PEOPLE, record_id=person.pk)
    accounts = Unfit.objects.filter(conversion__field__subject=Subject.ACCOUNTS, record_id=person.account_id)
    return people | accounts if person.alone else people


@forgets(20)
def misfits(person: Any) -> dict[str, int]:
    """The values themselves go with their record."""
    return {
        "values": Unfit.objects.filter(pk__in=list(_unfit(person).values_list("pk", flat=True))).delete()[0]
    }
