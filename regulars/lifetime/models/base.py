"""What every fitted model carries: parameters in the papers' order, their uncertainty, and how the fit went."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats, Ints, positive
from regulars.lifetime.newton import Peak
from regulars.lifetime.priors import Prior

NO_GAIN = 1.92
"""Half the 5 % point of chi-square(1): less log-likelihood than this over the model without dropout is no evidence."""


@dataclass(frozen=True)
class Fit:
    """How a fit went.

    covariance: of the log-parameters, inverse of minus the Hessian of the log-posterior at its top.
    log_likelihood: at the estimate, the prior not counted.
    no_dropout_seen: the data give no evidence that anyone leaves (always False for models without dropout).
    at_edge: the likelihood has no finite maximum and no prior was given; predictions are those of the limit.
    """

    log_likelihood: float
    covariance: Floats
    customers: float
    distinct_rows: int
    iterations: int
    converged: bool
    at_edge: bool
    gradient: float
    prior: str
    no_dropout_seen: bool = False


def covariance_of(peak: Peak) -> Floats:
    """Inverse of minus the Hessian, with directions the data leave open held at a standard deviation of 30."""
    values, vectors = np.linalg.eigh(-peak.hessian)
    inverse: Floats = (vectors / np.maximum(values, 1 / 900)) @ vectors.T
    return inverse


def fit_of(
    peak: Peak,
    *,
    log_likelihood: float,
    customers: float,
    rows: int,
    prior: Prior | None,
    no_dropout: bool = False,
) -> Fit:
    """The record of a finished climb."""
    return Fit(
        log_likelihood=log_likelihood,
        covariance=covariance_of(peak),
        customers=customers,
        distinct_rows=rows,
        iterations=peak.iterations,
        converged=peak.converged,
        at_edge=peak.at_edge,
        gradient=float(np.abs(peak.gradient).max()),
        prior="none" if prior is None else "normal on the log-parameters",
        no_dropout_seen=no_dropout,
    )


CountChance = Callable[[Ints, Floats], Floats]
"""Of some rows and an m for each: P(at least m purchases)."""


class Model:
    """A model from its parameters; `fitted` is there when it came from data."""

    names: ClassVar[tuple[str, ...]]
    fitted: Fit | None

    def __init__(self, *values: float, fitted: Fit | None = None, **named: float) -> None:
        given = dict(zip(self.names, values, strict=False)) | named
        if len(values) + len(named) != len(self.names) or set(given) != set(self.names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self.names)}.")
        positive(**given)
        for name in self.names:
            setattr(self, name, float(given[name]))
        self.fitted = fitted

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{n}={v:.6g}' for n, v in self.params.items())})"

    @property
    def params(self) -> dict[str, float]:
        """Parameters by name, in the papers' order."""
        return {name: float(getattr(self, name)) for name in self.names}

    @property
    def values(self) -> Floats:
        """Parameters as an array, in the papers' order."""
        return np.array([getattr(self, name) for name in self.names], dtype=np.float64)

    @property
    def no_dropout_seen(self) -> bool:
        """True when the data the model was fitted to show no sign of anyone leaving."""
        return self.fitted is not None and self.fitted.no_dropout_seen

    @property
    def standard_errors(self) -> dict[str, float]:
        """Of the parameters, by the delta method from the log-parameters' covariance."""
        errors = self.values * np.sqrt(np.diag(self.need_fit().covariance))
        return dict(zip(self.names, errors.tolist(), strict=True))

    def need_fit(self) -> Fit:
        """The fit, or ValueError for a model made from bare parameters."""
        if self.fitted is None:
            raise ValueError(
                "This model was made from parameters, not fitted: it has no uncertainty to tell."
            )
        return self.fitted

    def draws(self, n: int, seed: int) -> Floats:
        """(n, parameters): Laplace draws, normal in the log-parameters, for turning into ranges."""
        covariance = self.need_fit().covariance
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        noise = np.random.default_rng(seed).standard_normal((n, len(self.names)))
        # Beyond e^40 of the estimate nothing is learnt and arithmetic overflows.
        drawn: Floats = self.values * np.exp(np.clip(noise @ root.T, -40.0, 40.0))
        return drawn

    def with_values(self, values: ArrayLike) -> Self:
        """The same model at other parameters (one row of `draws`)."""
        return type(self)(*(float(v) for v in np.asarray(values, dtype=np.float64)))
