"""What we heard from them: wishes, goals, what they said and meant."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from regulars.care.errors import NotAsked
from regulars.care.forms.noting import CareForm, day_input, not_ahead
from regulars.care.models import Goal, SaidMeant, Wish
from regulars.care.models.said_meant import must_be_asked


class WishForm(CareForm):
    texts: ClassVar = ("words",)

    class Meta:
        model = Wish
        fields = ["words", "person", "heard_on", "need"]
        widgets = {"heard_on": day_input()}
        labels = {
            "words": gettext_lazy("What they wish for or dream of"),
            "heard_on": gettext_lazy("Heard on"),
        }

    def clean_heard_on(self) -> Any:
        not_ahead(self.cleaned_data["heard_on"])
        return self.cleaned_data["heard_on"]


class GoalForm(CareForm):
    texts: ClassVar = ("words",)

    class Meta:
        model = Goal
        fields = ["words", "side", "set_on", "need"]
        widgets = {"set_on": day_input()}
        labels = {
            "words": gettext_lazy("What is wanted from doing business together"),
            "side": gettext_lazy("Whose goal"),
            "set_on": gettext_lazy("Since"),
        }

    def clean_set_on(self) -> Any:
        not_ahead(self.cleaned_data["set_on"])
        return self.cleaned_data["set_on"]


class SaidForm(CareForm):
    texts: ClassVar = ("said", "asked", "meant")

    class Meta:
        model = SaidMeant
        fields = ["said", "asked", "meant", "person", "heard_on", "need"]
        widgets = {"heard_on": day_input()}
        labels = {
            "said": gettext_lazy("What they said"),
            "asked": gettext_lazy("The second question you asked"),
            "meant": gettext_lazy("What they answered, in their words"),
            "heard_on": gettext_lazy("Heard on"),
        }

    def clean_heard_on(self) -> Any:
        not_ahead(self.cleaned_data["heard_on"])
        return self.cleaned_data["heard_on"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        refuse_guesses(self, given)
        return given


class AnswerForm(forms.Form):
    """The second question, asked later."""

    asked = forms.CharField(label=gettext_lazy("The second question you asked"), max_length=300)
    meant = forms.CharField(label=gettext_lazy("What they answered, in their words"), max_length=300)


def refuse_guesses(form: forms.BaseForm, given: dict[str, Any]) -> None:
    try:
        must_be_asked(given.get("asked", ""), given.get("meant", ""))
    except NotAsked as refusal:
        form.add_error("asked", str(refusal))


class MendForm(forms.Form):
    mended = forms.CharField(label=gettext_lazy("What we have changed since"), max_length=300)


class TellForm(forms.Form):
    """Advice about an end: calm words, theirs to decide."""

    words = forms.CharField(
        label=gettext_lazy("What you advised"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Say what ends, when, and what they can do. No hurry, no fear: they decide."),
    )


class AnsweredForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("In their words"), max_length=500, required=False)
