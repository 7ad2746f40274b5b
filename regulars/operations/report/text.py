"""The report as lines of text, for a terminal."""

import textwrap
from collections.abc import Iterator

from django.utils.translation import gettext as _

from regulars.operations.report.amounts import amounts
from regulars.operations.report.making import Report
from regulars.retention.firm_facts import FirmFacts
from regulars.retention.models import Standing
from regulars.retention.pictures.saying import count, iso_day, share, whole
from regulars.retention.terms import standing_words
from regulars.today.printing import plain, told

WIDTH = 96
LABEL = 26


def lines(report: Report) -> Iterator[str]:
    yield plain(report.file_name)
    yield from file_lines(report)
    if report.facts is None:
        yield ""
        yield _(
            "There is no paid order with a known buyer in this file, so there is nothing to say about anyone."
        )
        return
    yield from people_lines(report.facts, report)
    yield from value_lines(report.facts)
    yield from check_lines(report.facts)
    yield from morning_lines(report)


def file_lines(report: Report) -> Iterator[str]:
    counts = report.counts
    yield row(_("Lines"), f"{counts['lines']:,}")
    yield row(_("Orders"), f"{counts['orders']:,}")
    yield row(_("People"), f"{counts['customers']:,}")
    yield row(_("Walk-in lines"), f"{counts['walk_in_lines']:,}")
    yield row(_("Cancelled lines"), f"{counts['cancellation_lines']:,}")
    yield row(_("Lines left out"), f"{counts['rejected_lines']:,}")
    for reason, number in report.rejected:
        yield row("", f"{number:,} {reason}")
    for currency, parts in amounts(report):
        yield ""
        yield _("Money (%(currency)s): the first is the sum of the others") % {"currency": currency}
        for what, amount in parts:
            yield f"  {what:<{LABEL}}{amount:>24}"


def people_lines(facts: FirmFacts, report: Report) -> Iterator[str]:
    yield from heading(_("People, as of %(day)s") % {"day": iso_day(facts["reach"]["as_of"])})
    standing = dict(facts["standing"])
    for code in Standing.values:
        yield row(standing_words(code, report.firm), f"{standing[code]:,}")
    kept = facts["kept"]
    if kept["rate"] is not None:
        words = {"kept": count(kept["kept"]), "of": count(kept["of"]), "rate": share(kept["rate"])}
        words["customers"] = report.firm.word_customers
        yield _("Of the %(of)s %(customers)s of a year ago, %(kept)s are still here (%(rate)s).") % words
    else:
        yield _("Not enough history yet to say how many stay for a year.")
    bucket = facts["bucket"]
    words = {
        "into": count(bucket["poured_in"]),
        "back": count(bucket["came_back"]),
        "lost": count(bucket["lost"]),
    }
    yield _("In the last 12 months %(into)s came, %(back)s came back, %(lost)s were lost.") % words


def value_lines(facts: FirmFacts) -> Iterator[str]:
    pareto = facts["pareto"]
    yield from heading(_("Where the value is"))
    if pareto["customers_share"] is None:
        yield _("Not enough history yet: nobody bought in the last 365 days.")
        return
    words = {
        "part": share(pareto["customers_share"]),
        "value": share(pareto["value_share"]),
        "number": count(pareto["customers"]),
        "of": count(pareto["of_customers"]),
        "money": whole(pareto["value"], pareto["currency"]),
        "twenty": share(pareto["twenty"]),
    }
    yield from wrapped(
        _(
            "Here %(part)s of those who bought in the last 365 days bring %(value)s: %(number)s of %(of)s people, "
            "%(money)s. The best 20%% bring %(twenty)s."
        )
        % words
    )


def check_lines(facts: FirmFacts) -> Iterator[str]:
    found = facts["backtest"]
    yield from heading(_("How often this is right"))
    if found is None:
        yield _("Not enough history yet to check a prediction against what people did.")
        return
    words = {
        "day": iso_day(found["origin"]),
        "days": found["days"],
        "called": count(found["called"]),
        "not_back": count(found["not_back"]),
        "others": count(found["others"]),
        "others_not_back": count(found["others_not_back"]),
        "error": f"{found['error'] * 100:.1f}",
        "said": count(found["orders_said"]),
        "did": count(found["orders_did"]),
    }
    yield from wrapped(
        _(
            "Looking from %(day)s: of %(called)s who would have been called at risk, %(not_back)s did not order in the "
            "%(days)d days after; of the %(others)s others, %(others_not_back)s did not. %(said)s orders were predicted, "
            "%(did)s came. Chances were off by %(error)s points on average."
        )
        % words
    )


def morning_lines(report: Report) -> Iterator[str]:
    yield from heading(_("Whom to look after"))
    if not report.morning:
        yield _("Nobody needs you this morning.")
    for number, item in enumerate(report.morning, start=1):
        *sentences, _action = told(item, number)
        yield from sentences


def heading(text: str) -> Iterator[str]:
    yield ""
    yield text.upper()


def row(label: str, figure: str) -> str:
    return f"  {label:<{LABEL}}{figure}"


def wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)
