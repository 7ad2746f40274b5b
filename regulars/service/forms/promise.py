"""Writing down a promise: whose, what, by when; the rest where it matters."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.orders.models import Order
from regulars.people.models import Account, Person
from regulars.service.custom import Custom
from regulars.service.errors import NoDate
from regulars.service.forms.fields import (
    colleagues,
    day_field,
    due_of,
    known_currency,
    price_field,
    readable_day,
    time_field,
)
from regulars.service.models import About, Side
from regulars.service.when import refuse_unless_ahead
from regulars.team.models import Firm, Member

MORE = ("person", "deliver_by", "quantity", "unit", "price", "currency", "order")
"""What stands behind "More": a promise is written down in four fields."""

LATEST_ORDERS = 20


class PromiseForm(forms.Form):
    side = forms.ChoiceField(
        label=_("Whose promise is it?"), choices=Side.choices, initial=Side.OURS, widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=_("What was promised?"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what was promised, in one line.")},
    )
    due_day = day_field(
        label=_("By which day?"),
        validators=[readable_day],
        error_messages={"required": _("A promise has a day. Choose one.")},
    )
    due_time = time_field(label=_("At what time?"), required=False)
    about = forms.ChoiceField(label=_("It is about"), choices=About.choices, initial=About.DATE)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who of them?"), required=False)
    deliver_by = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Who delivers it?"),
        required=False,
        help_text=_("Somebody else is asked first, and says yes or no."),
    )
    quantity = forms.DecimalField(
        label=_("How many?"), min_value=0, max_digits=14, decimal_places=3, required=False
    )
    unit = forms.CharField(label=_("Of what?"), max_length=40, required=False)
    price = price_field(label=_("At what price?"), required=False)
    currency = forms.CharField(
        label=_("In which currency?"), max_length=3, required=False, validators=[known_currency]
    )
    order = forms.ModelChoiceField(Order.objects.none(), label=_("About which order?"), required=False)
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, account: Account, member: Member, firm: Firm, custom: Custom, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix, self.firm, self.custom = "promise-%s", "", firm, custom
        self._offer("person", account.people.here().order_by("pk"), _("nobody in particular"))
        self._offer("deliver_by", colleagues(), None)
        orders = Order.objects.visible_to(member).filter(account=account).order_by("-at", "-id")
        latest = orders.values("pk")[:LATEST_ORDERS]
        self._offer(
            "order", Order.objects.visible_to(member).filter(pk__in=latest).order_by("-at"), _("none")
        )
        self.fields["deliver_by"].initial = member.pk
        self.fields["currency"].initial = firm.currency
        self.fields |= custom.form_fields()

    def _offer(self, name: str, rows: Any, empty: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = rows, empty

    def main(self) -> list[Any]:
        return [self[name] for name in ("what", "due_day", "due_time", "about")]

    def more(self) -> list[Any]:
        return [self[name] for name in (*MORE, *self.custom.names)]

    @property
    def more_is_open(self) -> bool:
        """Where one of the fields behind "More" has to be looked at."""
        return any(field.errors or field.field.required for field in self.more())

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"] or self.firm.currency)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "due_day" in given:
            due = due_of(given.pop("due_day"), given.pop("due_time", None))
            try:
                refuse_unless_ahead(due, timezone.now())
            except NoDate as refused:
                self.add_error("due_day", str(refused))
            given["due"] = due
        if given.get("about") == About.PRICE and given.get("price") is None and "price" not in self.errors:
            self.add_error("price", _("Write the price that was promised."))
        if (
            given.get("about") == About.QUANTITY
            and given.get("quantity") is None
            and "quantity" not in self.errors
        ):
            self.add_error("quantity", _("Write how many were promised."))
        given["custom"] = self.custom.stored(given)
        return given
