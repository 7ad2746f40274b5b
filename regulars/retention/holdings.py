"""What is computed of a person: the standing, the risk, and every reason for both."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext as _

from regulars.lib.held import blank, lines, of_account
from regulars.lib.holdings import Holding, forgets, holds
from regulars.retention.models import RiskCase, Score
from regulars.retention.reasons import told


@holds(60)
def judged(person: Any) -> Iterator[Holding]:
    scores = Score.objects.filter(of_account(person))
    columns = {
        _("Standing"): "standing",
        _("Since"): "standing_since",
        _("How we see it"): "risk",
        _("Why"): _why,
        _("Orders that count"): "orders",
        _("In all"): "total",
        _("The last year"): "last_year",
        _("The year before"): "year_before",
        _("Currency"): "currency",
        _("Among those who bring most"): "top",
        _("Usual days between orders"): "interval",
        _("Usual amount"): "usual_amount",
        _("Next order expected"): "beat_due",
        _("Comes with the season"): "seasonal",
        _("Chance to come back"): "still",
        _("Orders we expect in a year"): "expected_orders",
        _("What a year may bring"): "worth",
        _("What losing you would cost"): "loss",
    }
    yield Holding(_("What we work out about you"), lines(scores, columns))
    cases = (
        RiskCase.objects.filter(of_account(person)).select_related("owner", "closed_by").order_by("opened_at")
    )
    columns = {
        _("Opened on"): "opened_on",
        _("Why"): _why,
        _("At stake"): "at_stake",
        _("Currency"): "currency",
        _("Who of us"): "owner",
        _("Closed"): "closed_at",
        _("What came of it"): "outcome",
        _("Note"): "note",
    }
    yield Holding(_("When we worried that you leave"), lines(cases, columns))


def _why(row: Any) -> str:
    """In the sentences a colleague reads; one that an earlier version kept otherwise by its name."""
    return " ".join(_reason(row.account_id, kept) for kept in row.reasons)


def _reason(account_id: int, kept: Any) -> str:
    with suppress(KeyError, TypeError, ValueError):
        return told(account_id, kept).text
    return str(kept)


@forgets(60)
def notes(person: Any) -> dict[str, int]:
    """The figures rest on the books and stay with them, without a name."""
    cases = RiskCase.objects.filter(of_account(person))
    return {"notes of cases": blank(cases, "note")}
