"""The climb shared by the models: log-likelihood plus prior, over the logarithms of the parameters."""

from collections.abc import Callable

import numpy as np

from regulars.lifetime.arrays import Floats
from regulars.lifetime.newton import Peak, climb
from regulars.lifetime.priors import Prior

Terms = Callable[[Floats], tuple[float, Floats, Floats]]
"""Log-likelihood at some parameters, with gradient and Hessian in the parameters themselves."""


def in_logs(values: Floats, gradient: Floats, hessian: Floats) -> tuple[Floats, Floats]:
    """Gradient and Hessian in the logarithms of `values`."""
    by_log = values * gradient
    curve: Floats = hessian * np.outer(values, values) + np.diag(by_log)
    return by_log, curve


def posterior_peak(terms: Terms, prior: Prior | None, start: Floats) -> Peak:
    """The top of the log-posterior from `start`, all in log-parameters."""

    def evaluate(theta: Floats) -> tuple[float, Floats, Floats]:
        values = np.exp(theta)
        value, gradient, hessian = terms(values)
        gradient, hessian = in_logs(values, gradient, hessian)
        if prior is None:
            return value, gradient, hessian
        extra = prior.terms(theta)
        return value + extra[0], gradient + extra[1], hessian + extra[2]

    return climb(evaluate, start)
