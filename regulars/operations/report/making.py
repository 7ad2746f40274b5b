"""From a file to the whole picture: imported and scored as everything is, in a scratch database."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count
from django.utils import timezone

from regulars.imports.models import Import, RejectedRow
from regulars.imports.progress import Tell
from regulars.imports.reasons import sentence
from regulars.imports.receiving import Choices
from regulars.imports.running import import_orders
from regulars.lib.attention import Item
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.claims import Claim, claims
from regulars.retention.firm_facts import FirmFacts, facts_of
from regulars.retention.scoring import score
from regulars.team.models import Firm
from regulars.today.listing import morning_list

MONEY = ("file", "orders", "refunds", "walk_in", "rejected")
NAMED_REASONS = 5


@dataclass(frozen=True)
class Report:
    """`money`: by currency, text, from the import: file = orders + refunds + walk_in + rejected, refunds negative.
    `facts`, `morning` and `claims` are None and empty where the file holds no order that counts."""

    file_name: str
    counts: dict[str, Any]
    money: dict[str, dict[str, str]]
    rejected: list[tuple[str, int]]
    firm: Firm
    as_of: date | None
    facts: FirmFacts | None
    morning: list[Item]
    claims: list[Claim]
    strangers: int

    @property
    def currency(self) -> str:
        return self.firm.currency


def make_report(path: Path, choices: Choices, as_of: date | None, tell: Tell) -> Report:
    """Import the file, score everybody, read the list. Needs an empty migrated database (`scratch_database`).

    Raises what the import refuses: UnreadableFile, NotUnderstood.
    """
    Firm.load()
    importing = import_orders(
        path, choices=choices, progress=lambda step, part: tell(step, part * 0.8), score=False
    )
    firm = firm_of(importing)
    tell("scoring", 0.8)
    run = score(as_of) if Order.objects.counting().exists() else None
    tell("done", 1.0)
    facts = facts_of(run)
    with timezone.override(firm.zone):
        morning = morning_list(None, firm).items if run else []
        own = claims(facts, firm) if facts else []
    return Report(
        file_name=importing.file_name,
        counts=importing.counts,
        money=importing.counts["money"],
        rejected=reasons(importing),
        firm=firm,
        as_of=run.as_of if run else None,
        facts=facts,
        morning=morning,
        claims=own,
        strangers=Account.objects.count(),
    )


def firm_of(importing: Import) -> Firm:
    """The firm this file is of: its defaults, and the currency most of its orders are in."""
    firm = Firm.load()
    found = (
        Order.objects.values("currency").annotate(orders=Count("pk")).order_by("-orders", "currency").first()
    )
    if found:
        firm.currency = found["currency"]
        firm.save(update_fields=["currency"])
    return firm


def reasons(importing: Import) -> list[tuple[str, int]]:
    """Why rows were left out, in words, the most frequent first."""
    rows = RejectedRow.objects.filter(importing=importing)
    counted: Counter[str] = Counter()
    for code, number in rows.values_list("code").annotate(n=Count("pk")):
        counted[sentence(code)] += number
    return counted.most_common(NAMED_REASONS)


def as_json(report: Report) -> dict[str, Any]:
    """The shape other programs rely on. Amounts are text in the file's main currency; `other_money` appears only where
    the file holds more than one. `standing` counts people; `models` and `backtest` are those of firm_facts."""
    facts, counts = report.facts, report.counts
    pareto = facts["pareto"] if facts else None
    nobody = {"stranger": report.strangers, "client": 0, "customer": 0, "lapsed": 0, "lost": 0}
    shape = {
        "lines": counts["lines"],
        "orders": counts["orders"],
        "customers": counts["customers"],
        "walk_in_lines": counts["walk_in_lines"],
        "cancellation_lines": counts["cancellation_lines"],
        "rejected_lines": counts["rejected_lines"],
        "money": report.money.get(report.currency, dict.fromkeys(MONEY, "0")),
        "standing": facts["standing"] if facts else nobody,
        "pareto": {
            "customers_share": pareto["customers_share"] if pareto else None,
            "value_share": pareto["value_share"] if pareto else None,
        },
        "models": facts["models"] if facts else [],
        "backtest": facts["backtest"] if facts else None,
    }
    others = {currency: money for currency, money in report.money.items() if currency != report.currency}
    return shape | ({"other_money": others} if others else {})
