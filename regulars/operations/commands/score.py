"""Score everybody: standing, rhythm, chances, risk, as of the day the orders reach to.

The morning list and the pages show the newest scoring. --as-of looks from another day: later orders are ignored,
and the pages show that day until the next scoring.
"""

import argparse
import json
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from regulars.lib.errors import BadInput
from regulars.operations.commands import Options
from regulars.retention.models import ScoringRun
from regulars.retention.reach import reach
from regulars.retention.scoring import score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="DATE", help="look from this day, such as 2011-12-09")
    parser.add_argument("--json", action="store_true", help="print the result as one JSON line")


def run(options: Options) -> None:
    as_of = day_of(options.as_of)
    if reach() is None:
        raise BadInput(_("There are no paid orders yet. Import some first: bin/regulars import orders FILE."))
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=options.console, transient=True) as bar:
        task = bar.add_task(_("Scoring"), total=100)
        done = score(as_of, progress=lambda percent: bar.update(task, completed=percent))
    result = summary(done)
    print(json.dumps(result) if options.json else sentence(result))


def day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(_("%(text)s is not a day; write it as 2011-12-09.") % {"text": text}) from None


def summary(done: ScoringRun) -> dict[str, Any]:
    facts = done.firm_facts
    seconds = (
        (done.finished_at - done.started_at).total_seconds() if done.finished_at and done.started_at else 0
    )
    return {
        "run": done.pk,
        "as_of": done.as_of.isoformat(),
        "accounts": done.accounts,
        "orders": facts["counts"]["orders"],
        "standing": facts["standing"],
        "at_risk": facts["counts"]["at_risk"],
        "slipping": facts["counts"]["watched"],
        "seconds": round(seconds, 2),
    }


def sentence(result: dict[str, Any]) -> str:
    words = result | {
        f"number_{key}": f"{value:,}" for key, value in result.items() if isinstance(value, int)
    }
    return (
        _(
            "Scored %(number_accounts)s accounts with %(number_orders)s orders as of %(as_of)s: "
            "%(number_at_risk)s at risk, %(number_slipping)s slipping."
        )
        % words
    )
