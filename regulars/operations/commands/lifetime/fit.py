"""Fit a model of who comes back to a file of orders, and test it on what came later.

Needs no installation: nothing is read but the file, and nothing is kept. FILE is Parquet, CSV or CSV.gz with a row an
order or an order line. Columns are found by their names (customer_id, date, amount; CustomerID, InvoiceDate, Quantity,
UnitPrice …) or named by --customer, --date, --amount, --quantity, --price. Without an amount, quantity times price is
it. Negative amounts are refunds.

Models: nbd, bg/nbd, mbg/nbd, mbg/cnbd-k (--k), pareto/nbd, and chosen (default): the one whose forecasts held best on
the orders before --end, with the season and corrections that helped then. A purchase is a customer's day with orders;
the first is not counted. Every figure about the holdout uses the chance to buy within it, not P(alive).

--json prints {file, columns, unit, unit_days, first_order, end, holdout_end, customers, repeat_purchases,
one_time_buyers, rows: {rows, after_end, no_amount, negative, zero, same_day, cancelled_days, …}, notes, model, prior,
parameters: {r, alpha, a, b | s, beta}, standard_errors, log_likelihood, converged, finite_maximum, sign_of_leaving,
chosen: {compared, season, chances_set_right, counts_set_right, calibration: {c0, c1,
factor}, fitted_from, tried} or null, holdout: {from, to, days,
customers, buyers, actual_total, total, bias, mae, rmse, auc, log_loss, brier, ece, spend_total, spend_actual} or null,
spend: {parameters: {p, q, gamma}, standard_errors, log_likelihood, customers, finite_maximum, mean_spend,
correlation_with_purchases} or null, value: {days, discount, customers, total, mean, mean_low, mean_high, level,
quartiles} or null}. Parameters are in the unit of time asked for; what cannot be told is null.
"""

import argparse
import json

from regulars.operations.analysis import asking
from regulars.operations.analysis.answering import fit_answer
from regulars.operations.analysis.fitting import CHOSEN, model_named
from regulars.operations.analysis.printing import fit_lines
from regulars.operations.commands import Options

ALONE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="M", default=CHOSEN, help="such as bg/nbd (default: chosen)")
    parser.add_argument(
        "--discount", type=rate_of, default=0.0, help="a year, for CLV: 0.1 is 10 %% (default: 0)"
    )
    asking.add_arguments(parser)


def rate_of(text: str) -> float:
    """A yearly rate of discount; a sentence for what is none."""
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if 0 <= rate < 10:
        return rate
    raise argparse.ArgumentTypeError(f"{text} is no yearly rate; 0.1 is 10 %.")


def run(options: Options) -> None:
    name, k = model_named(options.model)
    asked = asking.asked(options)
    prior = None if options.prior == "none" else options.prior
    answer = fit_answer(asked, name, prior=prior, k=options.k or k, discount=options.discount)
    print(
        json.dumps(answer, ensure_ascii=False, allow_nan=False)
        if options.json
        else "\n".join(fit_lines(answer))
    )
