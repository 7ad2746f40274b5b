"""What the scoring knows of accounts, for lists of accounts and of their people."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from regulars.lists.filters import All, Condition, Filter
from regulars.lists.ready_made import ReadyMade, has_ready_made
from regulars.lists.subjects import Choices, Field, Kind, offers
from regulars.retention.models import Risk, Standing
from regulars.retention.models.score import NEVER, UNKNOWN
from regulars.retention.terms import standing_word
from regulars.team.models import Firm

GROUP = _("Orders and value")
TONES = {Risk.HIGH: "risk", Risk.WATCH: "due", Risk.NONE: "plain"}


@offers("accounts")
def of_accounts() -> Iterator[Field]:
    return _scored("score__", sorts=True)


@offers("people")
def of_people() -> Iterator[Field]:
    """Through their account; no index sorts a million people by it."""
    return _scored("account__score__", sorts=False)


def standing_choices() -> Choices:
    firm = Firm.load()
    return [(code, standing_word(code, firm)) for code in Standing.values]


def risk_choices() -> Choices:
    return [(str(risk.value), _gettext(str(risk.label))) for risk in Risk]


def write_risk(value: int) -> str:
    if value == Risk.NONE:
        return ""
    return format_html('<span class="tag {}">{}</span>', TONES[Risk(value)], Risk(value).label)


def write_share(value: Any) -> str:
    return f"{value:.0f}%"


def _scored(at: str, *, sorts: bool) -> Iterator[Field]:
    tie, known = f"{at}account_id", at.removesuffix("__")
    standings = cache(standing_choices)

    def field(name: str, label: Any, kind: Kind, path: Any = "", key: Any = None, **more: Any) -> Field:
        sorted_by = {"sort": sorts, "key": key, "tie": tie, "known": known} if key is not None else {}
        return Field(
            name=name, label=label, kind=kind, path=path or f"{at}{name}", group=GROUP, **sorted_by, **more
        )

    yield field("standing", _("Standing"), Kind.CHOICE, choices=standings)
    yield field(
        "risk",
        _("Risk"),
        Kind.CHOICE,
        key=f"{at}priority",
        choices=risk_choices,
        write=write_risk,
        plain=lambda value: str(Risk(value).label),
    )
    yield field("top", _("Brings most of the value"), Kind.YES_NO)
    yield field("first_order", _("First order"), Kind.DATE, f"{at}first_day")
    yield field(
        "last_order",
        _("Last order"),
        Kind.DATE,
        f"{at}last_day",
        key=Coalesce(F(f"{at}last_day"), Value(NEVER)),
    )
    yield field("next_order", _("Next order expected"), Kind.DATE, f"{at}beat_due")
    yield field("orders", _("Orders"), Kind.NUMBER)
    yield field("last_year", _("Last year"), Kind.MONEY, key=f"{at}last_year")
    yield field("total", _("In all"), Kind.MONEY, key=f"{at}total")
    yield field("worth", _("Worth next year"), Kind.MONEY, key=Coalesce(F(f"{at}worth"), Value(UNKNOWN)))
    yield field("at_stake", _("At stake"), Kind.MONEY)
    yield field(
        "still",
        _("Still with us, of a hundred"),
        Kind.NUMBER,
        F(f"{at}still") * 100,
        write=write_share,
        condition=_share(f"{at}still"),
    )


def _share(path: str) -> Any:
    """Asked in a hundred, kept as a share."""

    def condition(operator: str, value: Any) -> Q:
        if operator == "empty":
            return Q(**{f"{path}__isnull": True})
        share = float(value / Decimal(100))
        if operator == "is":
            return Q(**{f"{path}__gte": share - 0.005, f"{path}__lt": share + 0.005})
        return Q(**{f"{path}__{'gte' if operator == 'at_least' else 'lte'}": share})

    return condition


@has_ready_made("accounts")
def ready_accounts() -> Iterator[ReadyMade]:
    """Who may be slipping, from the largest value at stake."""
    at_risk = Condition("risk", "any_of", (str(Risk.HIGH.value), str(Risk.WATCH.value)))
    calling = All(
        (at_risk, Condition("do_not_contact", "no"), Condition("last_contact", "not_in_last", "14"))
    )
    yield ReadyMade("worth-a-call", _("At risk and worth a call"), Filter("accounts", calling), sort="-risk")
