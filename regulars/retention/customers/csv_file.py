"""A customers list as a file for a spreadsheet: all of it, whatever page is shown."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Value
from django.utils.translation import gettext as _

from regulars.retention.customers.filters import Filters
from regulars.retention.customers.pages import ordered
from regulars.retention.models import Risk, Standing
from regulars.retention.terms import standing_word
from regulars.team.models import Firm, Member, Right

COLUMNS = (
    "id",
    "name",
    "score__standing",
    "score__risk",
    "score__first_day",
    "score__last_day",
    "score__orders",
    "score__total",
    "score__last_year",
    "score__worth_low",
    "score__worth",
    "score__worth_high",
    "score__still",
    "score__top",
    "score__currency",
    "came_by",
    "persona",
)
CHUNK = 2000
OF_MONEY = {"score__total", "score__last_year", "score__worth_low", "score__worth", "score__worth_high"}


def table(filters: Filters, member: Member, firm: Firm) -> Iterator[list[Any]]:
    """The rows, the account's number first. Everything said in words is translated now, not while it is being sent."""
    words = {standing: standing_word(standing, firm) for standing in Standing.values}
    risks = {risk: str(risk.label) for risk in Risk}
    nothing = dict.fromkeys(OF_MONEY, Value("")) if not member.may(Right.MONEY) else {}
    asked = [nothing.get(name, F(name)) for name in COLUMNS]
    listed = ordered(filters.accounts(member), filters).values_list(*asked)
    return _table(listed.iterator(chunk_size=CHUNK), words, risks)


def heads() -> list[str]:
    return [
        _("Number"),
        _("Name"),
        _("Standing"),
        _("Risk"),
        _("First order"),
        _("Last order"),
        _("Orders"),
        _("In all"),
        _("Last year"),
        _("Worth next year, at least"),
        _("Worth next year, likely"),
        _("Worth next year, at most"),
        _("Chance of another order"),
        _("In the set that brings 80 %"),
        _("Currency"),
        _("How they came"),
        _("Kind of buyer"),
    ]


def _table(
    listed: Iterator[tuple[Any, ...]], words: dict[str, str], risks: dict[Risk, str]
) -> Iterator[list[Any]]:
    for number, name, standing, risk, *figures, top, currency, came_by, persona in listed:
        yield [
            number,
            name,
            words[standing],
            risks[risk],
            *figures,
            int(top),
            currency,
            came_by,
            persona,
        ]
