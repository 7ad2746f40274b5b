"""Twelve factors from counts: a Poisson regression in which the year is a circle.

Repeat purchases of customers who joined in month c, made in month b of the log, have the mean

    E[c, b] exp(level + cohort[c] + age[b - c] + trend * years + month[b's calendar month])

E is what a model without season expects of them at their ages. Cohorts differ (cohort ~ N(0, .5)), the first months
of life are quieter or livelier than the model has them (age[0 .. 2] ~ N(0, .5)), a firm's pace drifts (trend ~
N(0, .3) a year): none of it may be taken for a season, and none is carried into it. The months are a
Gaussian process on the circle (MacKay 1998, "Introduction to Gaussian processes", periodic kernel): neighbours are
alike, December is January's neighbour, a month of its own kind is possible. So a month the log never saw lies
between those it saw, nearer to the average the further they are. Its size is weighed by the evidence (Laplace),
none among the choices; counts vary more than Poisson's by the factor seen in the residuals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regulars.lifetime.arrays import Floats, Ints

LENGTH = 1.0
"""Of the periodic kernel: correlation .87, .61, .37 at one, two, three months."""
OWN = 0.2
"""Share of a month's variance that is its own."""
SIZES = (0.03, 0.1, 0.2, 0.35, 0.6)
"""Standard deviations of the months' log-factors that are weighed."""
YOUNG = 3
"""Months of life that have an effect of their own: regular buyers do not buy again at once."""
COHORT, TREND, LEVEL = 0.5, 0.3, 10.0
STEPS = 30
CLOSE = 1e-6


def circle(size: float) -> Floats:
    """12 x 12 covariance of the months' log-factors; they sum to about nothing."""
    apart = np.arange(12)
    smooth = np.exp(-2 * np.sin(np.pi * (apart[:, None] - apart) / 12) ** 2 / LENGTH**2)
    centre = np.eye(12) - 1 / 12
    kernel: Floats = size**2 * ((1 - OWN) * smooth + OWN * np.eye(12))
    held: Floats = centre @ kernel @ centre + 1e-8 * np.eye(12)
    return held


@dataclass(frozen=True)
class Cells:
    """Of each (cohort, month of the log) with something expected: counts, expectations, and where they stand."""

    actual: Floats
    expected: Floats
    cohort: Ints
    month: Ints
    age: Ints
    years: Floats


@dataclass(frozen=True)
class Design:
    """Each cell's few columns among 12 months, level, trend, young ages and cohorts, with their values. Kept sparse:
    as a matrix of some hundred rows its products would start threads, which on a busy machine wait for each other."""

    columns: Ints
    values: Floats
    width: int

    def times(self, beta: Floats) -> Floats:
        """The linear predictor of each cell."""
        result: Floats = (self.values * beta[self.columns]).sum(axis=1)
        return result

    def gathered(self, weights: Floats) -> Floats:
        """The transposed design times `weights`."""
        by = self.values * weights[:, None]
        return np.bincount(self.columns.ravel(), by.ravel(), minlength=self.width).astype(np.float64)

    def curve(self, weights: Floats) -> Floats:
        """Design' diag(weights) design."""
        place = self.columns[:, :, None] * self.width + self.columns[:, None, :]
        by = self.values[:, :, None] * self.values[:, None, :] * weights[:, None, None]
        flat = np.bincount(place.ravel(), by.ravel(), minlength=self.width**2).astype(np.float64)
        return flat.reshape(self.width, self.width)


def design_of(cells: Cells) -> Design:
    """Columns: 12 months, level, trend, young ages, cohorts."""
    size, young = cells.actual.size, cells.age < YOUNG
    columns = np.stack(
        [
            cells.month,
            np.full(size, 12),
            np.full(size, 13),
            14 + np.where(young, cells.age, 0),
            14 + YOUNG + cells.cohort,
        ],
        axis=1,
    )
    ones = np.ones(size)
    values = np.stack([ones, ones, cells.years - cells.years.mean(), young.astype(np.float64), ones], axis=1)
    return Design(columns, values, 14 + YOUNG + int(cells.cohort.max()) + 1)


@dataclass(frozen=True)
class Year:
    """Log-factors of the months, their standard deviations, and the log evidence."""

    months: Floats
    deviations: Floats
    evidence: float


def precision_of(width: int, size: float) -> Floats:
    """Of the prior on the coefficients."""
    precision = np.zeros((width, width))
    precision[:12, :12] = np.linalg.inv(circle(size))
    rest = np.concatenate([[LEVEL, TREND], np.full(width - 14, COHORT)])
    precision[12:, 12:] = np.diag(rest**-2.0)
    return precision


def solve(cells: Cells, x: Design, size: float, spread: float) -> tuple[Year, Floats]:
    """The top of the posterior at one size, and the fitted means. `spread`: variance over Poisson's."""
    precision = precision_of(x.width, size)
    base = np.log(np.maximum(cells.expected, 1e-12))
    beta = np.zeros(x.width)
    beta[12] = np.log(max(cells.actual.sum(), 0.5) / cells.expected.sum())
    for _ in range(STEPS):
        mean = np.exp(np.clip(base + x.times(beta), -50, 50))
        curve = x.curve(mean / spread) + precision
        step = np.linalg.solve(curve, x.gathered((cells.actual - mean) / spread) - precision @ beta)
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-9))
        if np.abs(step).max() < CLOSE:
            break
    told = base + x.times(beta)
    mean = np.exp(told)
    curve = x.curve(mean / spread) + precision
    evidence = float((cells.actual * told - mean).sum() / spread) - 0.5 * float(beta @ precision @ beta)
    evidence += 0.5 * float(np.linalg.slogdet(precision)[1] - np.linalg.slogdet(curve)[1])
    return Year(beta[:12], np.sqrt(np.diag(np.linalg.inv(curve))[:12]), evidence), mean


def overdispersion(cells: Cells, mean: Floats, used: int) -> float:
    """Pearson's chi-square over its degrees of freedom, over cells where something is expected; at least 1."""
    held = mean > 1.0
    left = int(held.sum()) - used
    if left < 3:
        return 1.0
    return max(1.0, float(((cells.actual - mean)[held] ** 2 / mean[held]).sum() / left))


def learn_year(cells: Cells, sizes: Sequence[float] = SIZES) -> Year:
    """The months' log-factors, averaged over the sizes by their evidence."""
    x = design_of(cells)
    _, mean = solve(cells, x, max(sizes), 1.0)
    held = int(np.unique(cells.month).size + np.unique(cells.cohort).size)
    spread = overdispersion(cells, mean, held)
    found = [solve(cells, x, size, spread)[0] for size in sizes]
    top = max(one.evidence for one in found)
    weights = np.array([np.exp(one.evidence - top) for one in found])
    weights /= weights.sum()
    months = np.array([one.months for one in found])
    middle: Floats = weights @ months
    variance = weights @ (np.array([one.deviations for one in found]) ** 2 + (months - middle) ** 2)
    return Year(middle, np.sqrt(variance), top)
