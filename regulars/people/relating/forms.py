"""What is said when two accounts are put together, and after they were looked at."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.people.models import AccountRelation, Relation

if TYPE_CHECKING:
    RelationFields = forms.ModelForm[AccountRelation]
else:
    RelationFields = forms.ModelForm  # the class of the running Django takes no type


class RelationForm(RelationFields):
    class Meta:
        model = AccountRelation
        fields = ["kind", "since", "note", "heard"]
        widgets = {"since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        labels = {
            "since": _("since"),
            "note": _("a word about it"),
            "heard": _("only heard of it so far: keep it among us, and do nothing yet"),
        }

    def __init__(self, *args: Any, one: str, other: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {
            Relation.PART_OF: _("%(one)s is part of %(other)s"),
            Relation.PARTNER: _("%(one)s and %(other)s are partners"),
            Relation.JOINED: _("%(one)s was joined into %(other)s, or bought by it"),
        }
        choices = [(kind.value, words % {"one": one, "other": other}) for kind, words in said.items()]
        self.fields["kind"] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, label=_("how"))


class ReviewForm(forms.Form):
    note = forms.CharField(
        label=_("What came of looking at both"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Such as: one order for both houses, the prices of the larger one, Ines stays our contact."
        ),
    )
