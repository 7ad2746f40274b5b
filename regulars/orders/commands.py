"""What orders gives to Ctrl+K."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.commands import Verb, verb


def orders_of(account_id: int, _person_id: int | None) -> str:
    return reverse("account-orders", args=[account_id])


verb(
    Verb(
        name="orders",
        route="account-orders",
        label=_("Orders of %(who)s"),
        begins=_("orders of|orders from|orders|what did they buy|bought by"),
        address=orders_of,
        looks=True,
    )
)
