"""A customers list as a file for a spreadsheet: all of it, whatever page is shown."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from regulars.lib.csv_out import csv_lines
from regulars.retention.customers.filters import Filters
from regulars.retention.customers.pages import ordered
from regulars.retention.models import Risk, Standing
from regulars.retention.terms import standing_word
from regulars.team.models import Firm, Member

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


def lines(filters: Filters, member: Member, firm: Firm) -> Iterator[str]:
    """The file, line by line. Everything said in words is translated now, not while it is being sent."""
    words = {standing: standing_word(standing, firm) for standing in Standing.values}
    risks = {risk: str(risk.label) for risk in Risk}
    listed = ordered(filters.accounts(member), filters).values_list(*COLUMNS)
    return csv_lines(_table(_heads(), listed.iterator(chunk_size=CHUNK), words, risks))


def _heads() -> list[str]:
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
    heads: list[str], listed: Iterator[tuple[Any, ...]], words: dict[str, str], risks: dict[Risk, str]
) -> Iterator[list[Any]]:
    yield heads
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
