"""A person of ours: kept by id, typed by name."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Expression
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.fields.kinds.base import Handling, as_text
from regulars.fields.models import CustomField
from regulars.fields.records import people_here
from regulars.lib.folding import fold

_NUMBER = re.compile(r".*#([0-9]{1,18})", re.ASCII | re.DOTALL)
FEW = 6


def called(person: Any) -> str:
    """`Ines Duarte, Harbour Bakery #12`: what the field shows, and reads again."""
    at = f", {person.account.name}" if person.account.name != person.name else ""
    return f"{person.name}{at} #{person.pk}"


class PersonInput(forms.CharField):
    """A name, an e-mail address, or what was suggested, which ends in a number that names one person."""

    member: Any = None  # who types; None is a file, or a program

    def look_as(self, member: Any) -> None:
        self.member = member

    def prepare_value(self, value: Any) -> Any:
        """Somebody whose account they do not see is named without it."""
        number = _NUMBER.fullmatch(str(value or ""))
        if number is None or self.member is None or self.member.access.whole:
            return value
        if people_here(self.member).filter(pk=int(number[1])).exists():
            return value
        person = people_here().filter(pk=int(number[1])).first()
        return f"{person.name} #{person.pk}" if person and str(value) == called(person) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        here = people_here(self.member)
        if number := _NUMBER.fullmatch(text):
            found = list(here.filter(pk=int(number[1])))
        elif "@" in text:
            found = list(here.filter(email__iexact=text)[:FEW])
        else:
            found = list(here.filter(folded=fold(text)[:200]).order_by("pk")[:FEW])
        if len(found) == 1:
            return int(found[0].pk)
        if found:
            which = "; ".join(called(person) for person in found)
            raise ValidationError(_("Several people are called so. Which one: %(which)s?") % {"which": which})
        raise ValidationError(_("Nobody here is called so. Write the name as it stands on their page."))


class SomePerson(Handling):
    expected = gettext_lazy("one person we know, by name")

    def form(self, field: CustomField) -> forms.Field:
        return PersonInput(max_length=420, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def initial(self, field: CustomField, value: Any) -> str:
        person = people_here().filter(pk=value).first()
        return called(person) if person else ""

    def said(self, field: CustomField, value: Any) -> str:
        person = people_here().filter(pk=value).first()
        return person.name if person else _("somebody who is not here any more")

    def expression(self, key: str) -> Expression:
        return Cast(as_text(key), BigIntegerField())
