"""Naming a list."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.lib.seen import one_line
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

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(gettext("Write at least one letter or sign that can be seen."))
        return name


class NewViewForm(ViewForm):
    pinned = forms.BooleanField(label=_("Keep it at hand"), required=False, initial=True)
