"""What is chosen when two become one, and when they are made two again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.people.merging.choosing import KEPT, Choice
from regulars.people.merging.parting import BACK, OTHER, Conflict
from regulars.people.models import Merge, Person

Pair = tuple[Person, Person]


class MergeForm(forms.Form):
    """A radio for each field that differs, and a box for each two people who look the same."""

    def __init__(self, *args: Any, choices: list[Choice], pairs: list[Pair], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen, self.pairs = choices, pairs
        for choice in choices:
            if choice.differs:
                self.fields[f"pick-{choice.name}"] = forms.ChoiceField(
                    choices=choice.options,
                    initial=choice.picked,
                    label=choice.label,
                    required=False,
                    widget=forms.RadioSelect,
                )
        for kept, lost in pairs:
            self.fields[f"people-{kept.pk}-{lost.pk}"] = forms.BooleanField(
                required=False,
                initial=True,
                label=_("%(lost)s there is %(kept)s here") % {"lost": lost.name, "kept": kept.name},
            )

    @property
    def picked(self) -> dict[str, str]:
        named = {choice.name: self.cleaned_data.get(f"pick-{choice.name}") for choice in self.chosen}
        return {name: pick or KEPT for name, pick in named.items() if pick is not None}

    @property
    def people(self) -> list[Pair]:
        return [pair for pair in self.pairs if self.cleaned_data[f"people-{pair[0].pk}-{pair[1].pk}"]]


class PartForm(forms.Form):
    """What to do with facts that were changed since, and with what was added."""

    added = forms.ChoiceField(widget=forms.RadioSelect, initial="", required=False)

    def __init__(self, *args: Any, merge: Merge, conflicts: list[Conflict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["added"] = forms.ChoiceField(
            choices=[
                ("", _("%(name)s, who stayed") % {"name": merge.kept_name}),
                (OTHER, _("%(name)s, who comes back") % {"name": merge.lost_name}),
            ],
            label=_("What was added since they became one belongs to"),
            widget=forms.RadioSelect,
            required=False,
        )
        for conflict in conflicts:
            self.fields[f"settle-{conflict.name}"] = forms.ChoiceField(
                choices=[("", _("%(now)s, as it is now") % {"now": conflict.now or "—"})]
                + [(BACK, _("%(before)s, as it was before") % {"before": conflict.before or "—"})],
                label=conflict.label,
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def settled(self) -> dict[str, str]:
        return {
            name.removeprefix("settle-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("settle-")
        }
