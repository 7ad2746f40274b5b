"""Weak priors on the log-parameters.

Each is normal on a linear form of the logarithms, so it adds a quadratic. Times are measured in the mean age
of the customers in hand, which makes the answer the same in hours, days or weeks. A prior of this width weighs
less than one customer; it matters where the data say nothing: few customers, or no sign of anyone leaving.
"""

from dataclasses import dataclass

import numpy as np

from regulars.lifetime.arrays import Floats


@dataclass(frozen=True)
class Prior:
    """forms @ theta ~ Normal(centre, width), theta the log-parameters."""

    forms: Floats
    centre: Floats
    width: Floats

    def terms(self, theta: Floats) -> tuple[float, Floats, Floats]:
        """Log density up to a constant, with gradient and Hessian in theta."""
        off = (self.forms @ theta - self.centre) / self.width
        scaled = self.forms / self.width[:, None]
        return -0.5 * float(off @ off), -(scaled.T @ off), -(scaled.T @ scaled)


def resolve(prior: "Prior | str | None", weak: Prior) -> Prior | None:
    """None, a Prior of one's own, or "weak"."""
    if prior is None or isinstance(prior, Prior):
        return prior
    if prior == "weak":
        return weak
    raise ValueError(f'prior is None, "weak" or a Prior, not {prior!r}.')


def purchase_forms(mean_age: float) -> tuple[Floats, Floats, Floats]:
    """ln r ~ N(ln .6, 1.5) and ln(alpha / mean T) ~ N(ln .3, 2)."""
    return np.eye(2), np.array([np.log(0.6), np.log(0.3 * mean_age)]), np.array([1.5, 2.0])


def nbd_prior(mean_age: float) -> Prior:
    """For (r, alpha)."""
    return Prior(*purchase_forms(mean_age))


def beta_geometric_prior(mean_age: float) -> Prior:
    """For (r, alpha, a, b): ln(a/b) ~ N(-2, 1.5), so a mean chance of leaving of .7 to 70 % (95 %) after a
    purchase, and ln(ab)/2 ~ N(.3, 1)."""
    forms, centre, width = purchase_forms(mean_age)
    dropout = np.array([[1.0, -1.0], [0.5, 0.5]])
    block = np.block([[forms, np.zeros((2, 2))], [np.zeros((2, 2)), dropout]])
    return Prior(block, np.append(centre, [-2.0, 0.3]), np.append(width, [1.5, 1.0]))


def pareto_prior(mean_age: float) -> Prior:
    """For (r, alpha, s, beta): ln s ~ N(ln .6, 1) and ln(beta / mean T) ~ N(ln .7, 1.5)."""
    forms, centre, width = purchase_forms(mean_age)
    block = np.block([[forms, np.zeros((2, 2))], [np.zeros((2, 2)), np.eye(2)]])
    return Prior(
        block,
        np.append(centre, [np.log(0.6), np.log(0.7 * mean_age)]),
        np.append(width, [1.0, 1.5]),
    )


def gamma_gamma_prior(mean_spend: float) -> Prior:
    """For (p, q, gamma): ln p ~ N(ln 4, 1.5), ln(q - 1 at its centre) through ln q ~ N(ln 3.5, .7), and the
    ratio of population to sample mean, ln(p gamma / (q mean)) ~ N(0, 1)."""
    forms = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, -1.0, 1.0]])
    centre = np.array([np.log(4.0), np.log(3.5), np.log(mean_spend)])
    return Prior(forms, centre, np.array([1.5, 0.7, 1.0]))


def contract_prior() -> Prior:
    """For (alpha, beta) of the shifted beta-geometric: ln(alpha/beta) ~ N(-1, 1.5), ln(alpha beta)/2 ~ N(.5, 1)."""
    return Prior(np.array([[1.0, -1.0], [0.5, 0.5]]), np.array([-1.0, 0.5]), np.array([1.5, 1.0]))
