"""Every figure against the same formula in 50 digits, for ordinary and for extreme customers."""

from typing import Any

import mpmath as mp
import numpy as np
import pytest

from regulars.lifetime import BGNBD, MBGNBD, NBD, MBGCNBDk, ParetoNBD
from regulars.lifetime.tests import fifty_digits

CUSTOMERS: list[tuple[float, float, float, float]] = [
    # x, t_x, T, t
    (0, 0, 38.86, 39),
    (0, 0, 0, 52),
    (1, 0.14, 38.86, 39),
    (2, 30.43, 38.86, 39),
    (26, 30.86, 31, 52),
    (12, 38.86, 38.86, 0.1),
    (200, 103.9, 104, 52),
    (350, 50, 104, 52),
    (3, 1e-3, 1e4, 1),
    (5, 700, 730, 3650),
]
BETA_GEOMETRIC = [
    (0.242595, 4.4136, 0.792922, 2.42591),
    (0.524843, 6.18309, 0.891359, 1.614),
    (0.3, 5.0, 0.4, 0.3),
    (0.7, 8.8, 1.0, 2.5),
    (0.7, 8.8, 0.03, 18.0),
    (0.741556, 8.78049, 1e-4, 40.0),
    (5.0, 1e-3, 3.0, 8.0),
    (0.01, 1e5, 0.5, 0.5),
    (20.0, 3.0, 30.0, 100.0),
    (0.46, 31.0, 0.6, 500.0),
]


Customer = tuple[float, float, float, float]


def check(
    ours: tuple[float, ...], reference: tuple[Any, ...], params: tuple[float, ...], customer: Customer
) -> None:
    for value, exact, what in zip(ours, reference, ("log L", "alive", "buys", "expected"), strict=True):
        assert np.isfinite(value)
        assert value == pytest.approx(float(exact), rel=1e-9, abs=1e-15 if what == "log L" else 1e-30), (
            what,
            params,
            customer,
        )


def figures(
    model: NBD | BGNBD | MBGNBD | ParetoNBD | MBGCNBDk, x: float, t_x: float, age: float, t: float
) -> tuple[float, ...]:
    return (
        float(model.log_likelihood(x, t_x, age)),
        float(model.p_alive(x, t_x, age)),
        float(model.p_buys(x, t_x, age, t)),
        float(model.expected_purchases(x, t_x, age, t)),
    )


@pytest.mark.parametrize("params", BETA_GEOMETRIC)
@pytest.mark.parametrize("model", [BGNBD, MBGNBD])
def test_beta_geometric_models_agree_to_nine_digits(
    model: type[BGNBD] | type[MBGNBD], params: tuple[float, ...]
) -> None:
    for customer in CUSTOMERS:
        exact = fifty_digits.beta_geometric(params, *customer, model.shift)
        check(figures(model(*params), *customer), exact, params, customer)


PARETO = [
    (0.553277, 10.5777, 0.60624, 11.6687),
    (0.553277, 10.5777, 1.0, 11.6687),
    (0.743536, 8.82562, 1e-3, 4000.0),
    (0.5, 1e-4, 0.5, 1e3),
    (30.0, 1e3, 8.0, 1e-3),
    (0.01, 1e5, 20.0, 50.0),
]


@pytest.mark.parametrize("params", PARETO)
def test_pareto_agrees_to_nine_digits(params: tuple[float, ...]) -> None:
    for customer in CUSTOMERS:
        check(
            figures(ParetoNBD(*params), *customer), fifty_digits.pareto(params, *customer), params, customer
        )


@pytest.mark.parametrize("params", BETA_GEOMETRIC[:4])
@pytest.mark.parametrize("k", [2, 3])
def test_regular_buyers_agree_to_nine_digits(k: int, params: tuple[float, ...]) -> None:
    for customer in CUSTOMERS[:7]:
        exact = fifty_digits.regular(k, params, *customer)
        check(figures(MBGCNBDk(k, *params), *customer), exact, params, customer)


@pytest.mark.parametrize("params", [(0.384766, 12.072), (1e-3, 1e-6), (50.0, 1e4)])
def test_nbd_agrees_to_nine_digits(params: tuple[float, ...]) -> None:
    for customer in CUSTOMERS:
        x, _, age, t = customer
        check(figures(NBD(*params), *customer), fifty_digits.nbd(params, x, age, t), params, customer)


def test_the_reference_itself_is_independent_of_its_digits() -> None:
    params, customer = BETA_GEOMETRIC[0], CUSTOMERS[3]
    first = fifty_digits.beta_geometric(params, *customer, 0)
    with mp.workdps(80):
        second = fifty_digits.beta_geometric(params, *customer, 0)
    assert all(abs(u - v) < mp.mpf(10) ** -40 for u, v in zip(first, second, strict=True))
