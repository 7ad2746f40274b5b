"""Making and naming teams, and who is in which."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold
from regulars.lib.seen import one_line
from regulars.team.models import Team


class TeamForm(forms.Form):
    name = forms.CharField(
        label=_("What is the team called?"),
        max_length=80,
        help_text=_("A town, a round, a shop: those who share whom they look after."),
    )

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Give it a name that can be read."))
        others = Team.objects.exclude(pk=self.team.pk) if self.team else Team.objects.all()
        if others.filter(folded=fold(name)[:80] or name).exists():
            raise forms.ValidationError(_("There is a team of that name already."))
        return name


class MemberTeamForm(forms.Form):
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Team"),
        required=False,
        empty_label=_("none"),
        error_messages={"invalid_choice": _("That team is not there any more.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Team.objects.order_by("name")
