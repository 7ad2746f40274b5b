"""Compare all models of who comes back on a file of orders: which would have been right.

Every model is fitted to the orders up to --end and tested on those from there to --holdout-end; without them, the
first two thirds of the time are fitted. The table has NBD, BG/NBD, MBG/NBD, MBG/CNBD-k, Pareto/NBD, and chosen (the one
that does best on the orders before --end, with season and corrections), and two baselines that need no model: rate x
horizon and recency alone. FILE and its columns as for `lifetime fit`; nothing is kept.

--json prints what `lifetime fit` does of the file, holdout: {actual_total, buyers, days}, and models: a list of {name,
baseline, model, prior, parameters, standard_errors, log_likelihood, sign_of_leaving, …, total, bias, mae, rmse, auc,
log_loss, brier, ece}; the baselines have no parameters, and null for what they cannot tell.
"""

import argparse
import json

from regulars.operations.analysis import asking
from regulars.operations.analysis.answering import compare_answer
from regulars.operations.analysis.printing import compare_lines
from regulars.operations.commands import Options

ALONE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    asking.add_arguments(parser)


def run(options: Options) -> None:
    asked = asking.asked(options, hold_out=True)
    prior = None if options.prior == "none" else options.prior
    with options.console.status("Fitting …") as status:
        answer = compare_answer(
            asked, prior=prior, k=options.k, tell=lambda name: status.update(f"Fitting {name} …")
        )
    print(
        json.dumps(answer, ensure_ascii=False, allow_nan=False)
        if options.json
        else "\n".join(compare_lines(answer))
    )
