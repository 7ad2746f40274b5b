"""What is typed about a tag."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.lib.errors import BadInput
from regulars.lib.folding import fold
from regulars.people.models import Colour, Tag
from regulars.people.tagging.tagged import LONGEST


class TagForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST)
    colour = forms.ChoiceField(label=_("Colour"), choices=Colour.choices)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not fold(name):
            raise forms.ValidationError(_("A tag is a word or two, such as “Wholesale”."))
        return name

    def refused(self, refusal: BadInput) -> None:
        self.add_error("name", str(refusal))


class JoinForm(forms.Form):
    into: Any = forms.ModelChoiceField(
        Tag.objects.none(),
        label=_("Join it into"),
        empty_label=_("choose another tag"),
        help_text=_("Whoever has this tag gets the other one, and this one is put away."),
    )

    def __init__(self, data: Any, tag: Tag) -> None:
        super().__init__(data)
        into: Any = self.fields["into"]
        into.queryset = Tag.objects.in_use().exclude(pk=tag.pk).order_by("folded")
