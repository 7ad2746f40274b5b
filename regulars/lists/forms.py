"""Naming a list."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.lists.models import SavedView

if TYPE_CHECKING:
    Base = forms.ModelForm[SavedView]
else:
    Base = forms.ModelForm


class ViewForm(Base):
    class Meta:
        model = SavedView
        fields = ["name", "shared"]
        labels = {"name": _("Name"), "shared": _("Everyone here may see it")}


class NewViewForm(ViewForm):
    pinned = forms.BooleanField(label=_("Keep it at hand"), required=False, initial=True)
