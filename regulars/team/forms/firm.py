"""The firm's settings: who it is, how it counts, what it calls things."""

from decimal import Decimal
from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.team.models import Firm
from regulars.team.places import currencies, phone_countries, timezones


class PercentField(forms.DecimalField):
    """Typed as 62.5, kept as 0.625."""

    def prepare_value(self, value: Any) -> Any:
        return format((value * 100).normalize(), "f") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        return None if number is None else number / 100


def orders_exist() -> bool:
    """The ledger lies above the team, so it is asked by name."""
    return bool(apps.get_model("orders", "Order")._default_manager.exists())


class FirmForm(forms.ModelForm):  # type: ignore[type-arg] # only the stubs are generic
    currency = forms.ChoiceField(label=_("Currency you are paid in"), choices=currencies)
    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=timezones, help_text=_("It says when your day begins.")
    )
    phone_region = forms.ChoiceField(
        label=_("Country of your phone numbers"),
        choices=phone_countries,
        required=False,
        help_text=_("A number typed without +44 or the like is one of this country."),
    )
    gross_margin = PercentField(
        label=_("Share of a sale that is left after its direct costs, in %"),
        min_value=Decimal("0.001"),
        max_value=1,
        decimal_places=4,
        help_text=_("100 counts turnover as value; with your margin, value means what you earn."),
    )

    class Meta:
        model = Firm
        fields = [
            "name", "currency", "timezone", "phone_region",
            "today_limit", "minutes_each", "answer_within_hours",
            "habit_orders", "rhythm_orders", "split_job_days", "one_off", "replacement_cost", "gross_margin",
            "word_client", "word_clients", "word_customer", "word_customers",
        ]  # fmt: skip
        labels = {
            "habit_orders": _("Orders on different days that make a habit"),
            "rhythm_orders": _("Orders before we speak of a rhythm"),
            "today_limit": _("People on the morning list, at most"),
            "minutes_each": _("Minutes you take for one of them"),
            "answer_within_hours": _("Hours within which you call back"),
            "split_job_days": _("Orders at most this many days apart are one job"),
            "one_off": _("Most people need us only once (a wedding, a move)"),
        }
        help_texts = {
            "split_job_days": _("0 if you do not bill one job in parts."),
            "replacement_cost": _("Leave it empty if you do not know."),
            "answer_within_hours": _(
                "Printed wherever they see who looks after them. Only what you can hold."
            ),
        }

    GROUPS = (
        (_("Your firm"), ("name", "currency", "timezone", "phone_region")),
        (_("Today"), ("today_limit", "minutes_each", "answer_within_hours")),
        (
            _("Who counts as what"),
            ("habit_orders", "rhythm_orders", "split_job_days", "one_off"),
        ),
        (_("What they are worth"), ("gross_margin", "replacement_cost")),
        (_("Your words"), ("word_client", "word_clients", "word_customer", "word_customers")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        cost = gettext("What winning one new %(client)s costs you")
        self.fields["replacement_cost"].label = cost % {"client": self.instance.word_client}
        if orders_exist():
            self.fields["currency"].disabled = True
            self.fields["currency"].help_text = gettext(
                "Your orders are in this currency, so it stays. To begin again in another, revert the imports first."
            )

    def clean_minutes_each(self) -> int:
        minutes: int = self.cleaned_data["minutes_each"]
        if not 1 <= minutes <= 240:
            raise forms.ValidationError(gettext("Between 1 and 240 minutes, please."))
        return minutes

    def clean_answer_within_hours(self) -> int | None:
        hours: int | None = self.cleaned_data["answer_within_hours"]
        if hours is not None and not 1 <= hours <= 240:
            raise forms.ValidationError(gettext("Between 1 and 240 hours, or empty."))
        return hours

    def clean_replacement_cost(self) -> Decimal | None:
        cost: Decimal | None = self.cleaned_data["replacement_cost"]
        if cost is not None and cost < 0:
            raise forms.ValidationError(gettext("This cannot be less than nothing."))
        return cost

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}
