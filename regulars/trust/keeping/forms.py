"""What an owner says about what is kept."""

from django import forms

from regulars.trust.models import HoldingRules


class RulesForm(forms.ModelForm):  # type: ignore[type-arg] # only the stubs are generic
    class Meta:
        model = HoldingRules
        fields = ("birth", "identity")
