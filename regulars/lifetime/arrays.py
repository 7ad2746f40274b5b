"""The arrays every model takes, checked once.

x: repeat purchases (whole, >= 0); t_x: last purchase minus first; T: end of observation minus first.
All in one time unit, any unit.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def floats(values: ArrayLike, name: str) -> Floats:
    """`values` as finite float64; ValueError names the argument otherwise."""
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds a value that is not a finite number.")
    return array


def customers(x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """x, t_x, T broadcast to one shape and checked: x whole and >= 0, 0 <= t_x <= T, t_x = 0 where x = 0."""
    counts, last, age = np.broadcast_arrays(floats(x, "x"), floats(t_x, "t_x"), floats(T, "T"))
    if np.any(counts < 0) or np.any(counts != np.floor(counts)):
        raise ValueError("x counts repeat purchases: it must be whole and not negative.")
    if np.any(last < 0) or np.any(last > age):
        raise ValueError("t_x is last purchase minus first: it must lie between 0 and T.")
    if np.any((counts == 0) & (last != 0)):
        raise ValueError("t_x must be 0 where x is 0: one purchase is both first and last.")
    return counts, last, age


def horizon(t: ArrayLike) -> Floats:
    """The time ahead, >= 0."""
    ahead = floats(t, "t")
    if np.any(ahead < 0):
        raise ValueError("t is a time ahead: it must not be negative.")
    return ahead


def positive(**parameters: float) -> None:
    """Refuse a parameter that is not a finite number above zero."""
    for name, value in parameters.items():
        if not (np.isfinite(value) and value > 0):
            raise ValueError(f"{name} must be a finite number above 0, not {value!r}.")


def row_weights(weights: ArrayLike | None, size: int) -> Floats | None:
    """Weights (how many customers a row stands for), finite and >= 0, or None for one each."""
    if weights is None:
        return None
    array = np.broadcast_to(floats(weights, "weights"), (size,))
    if np.any(array < 0):
        raise ValueError("weights must not be negative.")
    return array


def unique_pairs(first: Floats, second: Floats) -> tuple[Any, Any]:
    """(positions of one example of each distinct pair, index of each row into them), for flat arrays."""
    n = first.size
    if n == 0:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    whole = bool((first == np.floor(first)).all() and (second == np.floor(second)).all())
    span = (first.max() + 1) * (second.max() + 1)
    if whole and span <= 4e6:
        key = (first * (second.max() + 1) + second).astype(np.int64)
        example = np.full(int(span), -1, dtype=np.int64)
        example[key] = np.arange(n)
        used = np.flatnonzero(example >= 0)
        place = np.empty(int(span), dtype=np.int64)
        place[used] = np.arange(used.size)
        return example[used], place[key]
    _, code = np.unique(second, return_inverse=True)
    _, other = np.unique(first, return_inverse=True)
    pair = other.astype(np.int64) * (int(code.max()) + 1) + code
    _, index, inverse = np.unique(pair, return_index=True, return_inverse=True)
    return index, inverse


def unique_triples(first: Floats, second: Floats, third: Floats) -> tuple[Any, Any]:
    """As `unique_pairs`, of three flat arrays."""
    _, pair = unique_pairs(first, second)
    return unique_pairs(pair.astype(np.float64), third)
