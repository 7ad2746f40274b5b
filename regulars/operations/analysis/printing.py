"""The answers as text: each figure with one line of what it means."""

from collections.abc import Iterator, Sequence
from typing import Any

LETTERS = {
    "k": "purchases come every k ticks of a customer's own clock: the higher, the more regular",
    "r": "how alike customers are in how often they buy: small means a few frequent buyers and many rare ones",
    "alpha": "with r, how often: while a customer, one buys r / alpha = {rate} times a {unit} on average",
    "a": "with b, how readily customers leave: after a purchase, a / (a + b) = {leave} of them on average",
    "b": "see a",
    "s": "how alike customers are in how long they stay: small means that most of the leaving is soon or never",
    "beta": "with s, how soon: half are gone after beta (2^(1/s) - 1) = {half} {unit}s",
}
SPEND = {
    "p": "how steady one customer's amounts are: the higher, the steadier",
    "q": "how alike customers are in what they spend: the higher, the more alike",
    "gamma": "with p and q, the level: an average purchase is p gamma / (q - 1)",
}
SCORES = {
    "mae": "purchases by which a customer's forecast was off, on average",
    "rmse": "the same, with large misses counting more",
    "auc": "chance that a buyer was ranked above a non-buyer: 0.5 is a coin, 1 is always",
    "log_loss": "how surprising what happened was, given the chances told: the lower, the better",
    "brier": "mean squared distance of the chances from what happened: the lower, the better",
    "ece": "how far chances told are from shares that came true, over ten groups: 0 is honest",
}
NAMES = {
    "mae": "MAE",
    "rmse": "RMSE",
    "auc": "AUC",
    "log_loss": "log loss",
    "brier": "Brier",
    "ece": "ECE",
}


def figure(value: float | None, digits: int = 4) -> str:
    return "—" if value is None else f"{value:,.{digits}f}"


def signed(share: float | None) -> str:
    return "—" if share is None else f"{share:+.1%}".replace("%", " %")


def table(rows: Sequence[Sequence[str]], *, left: tuple[int, ...] = (0,)) -> Iterator[str]:
    """Columns under each other; those in `left` begin together, the others end together."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if at in left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()


def heading(answer: dict[str, Any]) -> Iterator[str]:
    """What was read."""
    rows = answer["rows"]
    yield (
        f"{answer['file']}: {rows['rows']:,} rows; {answer['customers']:,} customers bought from "
        f"{answer['first_order']} to {answer['end']},"
    )
    yield (
        f"{answer['one_time_buyers']:,} of them once; {answer['repeat_purchases']:,} repeat purchases. "
        "A customer's orders of one day are one purchase."
    )
    read = ", ".join(f"{role}: {column}" for role, column in answer["columns"].items())
    yield f"Columns read: {read}. Time is told in {answer['unit']}s of {answer['unit_days']:g} days."
    yield from left_out(rows)
    yield from answer["notes"]


def left_out(rows: dict[str, Any]) -> Iterator[str]:
    """What of the file was not used as it stood."""
    for key, words in (
        ("no_customer", "rows without a customer were left out"),
        ("no_day", "rows without a day were left out"),
        ("broken", "lines have too many or too few columns and were left out"),
        ("no_amount", "rows without an amount were left out"),
        ("negative", "refunds were set against the purchases they cancel"),
        ("unmatched_refunds", "of them match no purchase, in whole or in part, and were left out"),
    ):
        if rows[key]:
            yield f"{rows[key]:,} {words}."


def fit_lines(answer: dict[str, Any]) -> Iterator[str]:
    """`lifetime fit` for people."""
    yield from heading(answer)
    yield ""
    how = "maximum likelihood" if answer["prior"] == "none" else "maximum likelihood with a weak prior"
    yield f"{answer['model']}, {how}"
    yield from parameters(answer["parameters"], answer["standard_errors"], letters(answer))
    yield f"  log-likelihood {answer['log_likelihood']:,.4f}: of two models of the same orders, the higher fits better"
    yield from leaving(answer)
    yield from choice_lines(answer["chosen"])
    if answer["holdout"]:
        yield ""
        yield from holdout_lines(answer["holdout"])
    if answer["spend"]:
        yield ""
        yield from money_lines(answer["spend"], answer["value"])


def parameters(values: dict[str, float], errors: dict[str, float], meant: dict[str, str]) -> Iterator[str]:
    rows = [
        (name, f"{value:.6g}", f"± {errors[name]:.3g}" if name in errors else "", meant[name])
        for name, value in values.items()
    ]
    yield from table(rows, left=(0, 2, 3))


def letters(answer: dict[str, Any]) -> dict[str, str]:
    """The parameters' meanings, with the numbers of this firm in them."""
    at = answer["parameters"]
    rate = at["r"] / at["alpha"] / at.get("k", 1.0)
    known = {"unit": answer["unit"], "rate": f"{rate:.3g}", "leave": "", "half": ""}
    if "a" in at:
        known["leave"] = f"{at['a'] / (at['a'] + at['b']):.1%}".replace("%", " %")
    if "s" in at:
        power = min(1 / at["s"], 1_000.0)
        known["half"] = f"{at['beta'] * (2.0**power - 1):,.3g}"
    return {name: words.format(**known) for name, words in LETTERS.items()} | (
        {"alpha": LETTERS["alpha"].format(**known).replace("r / alpha", "r / (k alpha)")} if "k" in at else {}
    )


def leaving(answer: dict[str, Any]) -> Iterator[str]:
    """What the likelihood cannot say."""
    if answer["sign_of_leaving"] is False:
        yield "  No sign of leaving yet: up to the end, nothing tells customers who left from customers who wait."
        yield "  Forecasts take it that everybody stays, as NBD does."
    if not answer["finite_maximum"]:
        yield "  The likelihood has no finite maximum; the parameters are where it stops rising, not estimates."
    if not answer["converged"]:
        yield "  The fit did not settle; do not rely on it."


def choice_lines(chosen: dict[str, Any] | None) -> Iterator[str]:
    if chosen is None:
        return
    if not chosen["compared"]:
        yield "  Too little has happened to compare models on their own past; this one is the usual choice."
        return
    tried = ", ".join(f"{one['model']} {one['log_loss']:.4f}" for one in chosen["tried"])
    yield f"  Chosen on orders before the end. Log loss of its forecasts then: {tried}."
    done = [
        words
        for true, words in (
            (chosen["season"], "time is told by the season"),
            (chosen["chances_set_right"], "chances are set right by how earlier ones turned out"),
            (chosen["counts_set_right"], "expected purchases are set right, too"),
        )
        if true
    ]
    if chosen["fitted_from"]:
        yield f"  Customers from before {chosen['fitted_from']} are forecast, not fitted: they may be older than the file."
    yield f"  Kept because it helped then: {'; '.join(done) or 'nothing besides the model'}."


def holdout_lines(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"Holdout, {found['from']} to {found['to']} ({found['days']} days): {found['buyers']:,} of the "
        f"{found['customers']:,} customers came back"
    )
    total = f"purchases forecast; {found['actual_total']:,.0f} came ({signed(found['bias'])})"
    rows = [("total", figure(found["total"], 1), total)]
    rows += [(NAMES[key], figure(found[key]), words) for key, words in SCORES.items()]
    if "spend_total" in found:
        words = f"spend forecast; {found['spend_actual']:,.0f} came"
        rows.insert(1, ("spend", figure(found["spend_total"], 0), words))
    yield from table(rows, left=(0, 2))


def money_lines(spend: dict[str, Any], value: dict[str, Any]) -> Iterator[str]:
    yield f"Spend (Gamma-Gamma, the repeat purchases of {spend['customers']:,} customers), in the file's currency"
    yield from parameters(spend["parameters"], spend["standard_errors"], SPEND)
    yield f"  an average purchase: {figure(spend['mean_spend'], 2)}; log-likelihood {spend['log_likelihood']:,.4f}"
    if not spend["finite_maximum"]:
        yield "  The likelihood has no finite maximum: too few repeat purchases to learn spend from. --prior weak helps."
    if (together := spend["correlation_with_purchases"]) is not None:
        yield (
            f"  correlation of spend with number of purchases: {together:.3f} (near 0, as the model needs)"
            if abs(together) < 0.2
            else f"  correlation of spend with number of purchases: {together:.3f}: not near 0, so take CLV with care"
        )
    yield ""
    rate = f" at a discount of {value['discount']:.1%} a year".replace("%", " %") if value["discount"] else ""
    yield f"Value of the next {value['days']} days (CLV){rate}, of the {value['customers']:,} customers"
    low, middle, high = value["quartiles"]
    yield from table(
        [
            ("total", figure(value["total"], 2), "what all of them are expected to bring"),
            ("mean", figure(value["mean"], 2), f"{level(value)} between {span(value)}"),
            ("middle", figure(middle, 2), f"half of the customers are between {low:,.2f} and {high:,.2f}"),
        ],
        left=(0, 2),
    )


def level(value: dict[str, Any]) -> str:
    return f"a customer; {round(100 * value['level'])} % sure that it is"


def span(value: dict[str, Any]) -> str:
    return f"{value['mean_low']:,.2f} and {value['mean_high']:,.2f}"


def compare_lines(answer: dict[str, Any]) -> Iterator[str]:
    """`lifetime compare` for people."""
    yield from heading(answer)
    seen = answer["holdout"]
    yield (
        f"Holdout to {answer['holdout_end']} ({seen['days']} days): {seen['actual_total']:,.0f} purchases "
        f"by {seen['buyers']:,} of these customers."
    )
    yield ""
    head = ("model", "log-likelihood", "total", "off by", *NAMES.values())
    rows = [head]
    for one in answer["models"]:
        scores = (figure(one[key]) for key in NAMES)
        likelihood = figure(one.get("log_likelihood"))
        rows.append((one["name"], likelihood, figure(one["total"], 1), signed(one["bias"]), *scores))
    yield from table(rows)
    yield ""
    yield from (f"  {NAMES[key]}: {words}" for key, words in SCORES.items())
    quiet = [one["name"] for one in answer["models"] if one.get("sign_of_leaving") is False]
    if quiet:
        yield f"No sign of leaving yet, say {', '.join(quiet)}: their forecasts take it that everybody stays."
    yield "NBD, rate × horizon and recency are what a model has to beat. Recency ranks; it forecasts no number."
    yield "Log-likelihoods compare like with like: not that of MBG/CNBD-k above k = 1, which leaves out a part, nor that"
    yield "of a chosen model that tells time by the season."
