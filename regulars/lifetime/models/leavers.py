"""Fitting any model in which customers leave: warm start on a sample, then the whole, then a look at NBD."""

from collections.abc import Callable

import numpy as np

from regulars.lifetime.arrays import Floats
from regulars.lifetime.models.base import NO_GAIN, Fit, fit_of
from regulars.lifetime.models.nbd import nbd_peak, purchase_terms
from regulars.lifetime.models.posterior import posterior_peak
from regulars.lifetime.priors import Prior
from regulars.lifetime.rows import Rows

RowTerms = Callable[[Rows, Floats], tuple[float, Floats, Floats]]


def sampled(rows: Rows, most: int) -> Rows | None:
    """About `most` of the rows, evenly through them, for a warm start; None when there are few anyway."""
    if rows.x.size < 4 * most:
        return None
    # An odd stride does not fall in step with the calendar.
    pick = slice(None, None, (rows.x.size // most) | 1)
    return Rows(rows.x[pick], rows.at[pick], rows.age[pick], rows.w[pick], rows.times)


def fit_leavers(
    rows: Rows,
    terms: RowTerms,
    prior: Prior | None,
    start: Floats,
    *,
    most: int,
    baseline: float | None = None,
) -> tuple[Floats, Fit]:
    """(parameters, the fit). `most`: rows of the warm start. `baseline`: the log-likelihood if nobody left, NBD's
    unless given; gaining less than 1.92 over it is no evidence that anyone leaves."""
    few = sampled(rows, most)
    if few is not None:
        start = posterior_peak(lambda values: terms(few, values), prior, start).theta
    peak = posterior_peak(lambda values: terms(rows, values), prior, start)
    values = np.exp(peak.theta)
    likelihood = terms(rows, values)[0]
    if baseline is None:
        baseline = purchase_terms(rows, *np.exp(nbd_peak(rows, None).theta).tolist())[0]
    fitted = fit_of(
        peak,
        log_likelihood=likelihood,
        customers=rows.size,
        rows=rows.x.size,
        prior=prior,
        no_dropout=peak.at_edge or likelihood - baseline < NO_GAIN,
    )
    return values, fitted
