"""A row of the customers list, ready to print: the strings are made here, since a page holds hundreds of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.money import format_money
from regulars.retention.models import Risk, Standing
from regulars.retention.pictures.saying import about, from_to
from regulars.retention.terms import standing_word
from regulars.team.models import Firm

COLUMNS = (
    "id",
    "name",
    "score__standing",
    "score__risk",
    "score__last_day",
    "score__orders",
    "score__total",
    "score__last_year",
    "score__worth",
    "score__worth_low",
    "score__worth_high",
    "score__top",
    "score__currency",
)
TONES = {Risk.HIGH: "risk", Risk.WATCH: "due"}


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    url: str
    standing: str
    risk: str
    tone: str
    last_order: date | None
    orders: int
    last_year: str
    total: str
    worth: str
    top: str


def rows(accounts: list[dict[str, Any]], firm: Firm, top: str) -> list[Row]:
    """`top` is what the most valuable ones are called here, such as "top 27%"."""
    words = {standing: standing_word(standing, firm) for standing in Standing.values}
    risks = {risk: _(str(risk.label)) if risk else "" for risk in Risk}
    address = reverse("account", args=[0]).replace("0", "{}")
    return [_row(account, words, risks, address, top) for account in accounts]


def _row(
    account: dict[str, Any], words: dict[str, str], risks: dict[Risk, str], address: str, top: str
) -> Row:
    currency = account["score__currency"]
    return Row(
        id=account["id"],
        name=account["name"],
        url=address.format(account["id"]),
        standing=words[account["score__standing"]],
        risk=risks[account["score__risk"]],
        tone=TONES.get(account["score__risk"], ""),
        last_order=account["score__last_day"],
        orders=account["score__orders"],
        last_year=format_money(account["score__last_year"], currency, whole=True),
        total=format_money(account["score__total"], currency, whole=True),
        worth=span(account["score__worth_low"], account["score__worth_high"], currency),
        top=top if account["score__top"] else "",
    )


def span(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    """`£1,100 to £2,900`; empty where nothing can be said."""
    if low is None or high is None:
        return ""
    return from_to(about(low, currency), about(high, currency))
