"""The arrays every model takes, checked once.

x: repeat purchases (whole, >= 0); t_x: last purchase minus first; T: end of observation minus first.
All in one time unit, any unit.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def floats(values: ArrayLike, name: str) -> Floats:
    """`values` as finite float64; ValueError names the argument otherwise."""
    array = np.asarray(values)
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds a value that is not a finite number.")
    return array


def customers(x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """x, t_x, T broadcast to one shape and checked: x whole and >= 0, 0 <= t_x <= T, t_x = 0 where x = 0."""
    counts, last, age = np.broadcast_arrays(floats(x, "x"), floats(t_x, "t_x"), floats(T, "T"))
    for part in parts(counts.size):
        check_customers(*(array.reshape(-1)[part] for array in (counts, last, age)))
    return counts, last, age


def check_customers(counts: Floats, last: Floats, age: Floats) -> None:
    """Refuse what no customer can be."""
    if (counts < 0).any() or (counts != np.floor(counts)).any():
        raise ValueError("x counts repeat purchases: it must be whole and not negative.")
    if (last < 0).any() or (last > age).any():
        raise ValueError("t_x is last purchase minus first: it must lie between 0 and T.")
    if ((counts == 0) & (last > 0)).any():
        raise ValueError("t_x must be 0 where x is 0: one purchase is both first and last.")


SMALL_TABLE = 4e6
"""Pairs of whole numbers are told apart by a table of at most this many places."""
PART = 16_384
"""Customers worked on at once: what is worked out on the way stays in the processor's cache."""


def parts(size: int) -> Iterator[slice]:
    """Slices that cover `size` places, PART at a time."""
    for start in range(0, size, PART):
        yield slice(start, start + PART)


def in_parts(figure: Callable[..., Floats], *arrays: Floats) -> Floats:
    """`figure` of arrays of one shape, customer by customer, worked out PART at a time. Shape kept."""
    flat = [array.ravel() for array in arrays]
    result = np.empty(flat[0].size)
    for part in parts(result.size):
        result[part] = figure(*(array[part] for array in flat))
    return result.reshape(arrays[0].shape)


def horizon(t: ArrayLike) -> Floats:
    """The time ahead, >= 0."""
    ahead = floats(t, "t")
    if np.any(ahead < 0):
        raise ValueError("t is a time ahead: it must not be negative.")
    return ahead


def chance(log_odds: Floats) -> Floats:
    """1 / (1 + e^-log_odds), also for infinite odds; less likely than e^-700 counts as e^-700."""
    # expit goes one by one; exp takes many at once, but is slow where it overflows or nearly vanishes.
    result = np.clip(log_odds, -700.0, 700.0)
    np.negative(result, out=result)
    np.exp(result, out=result)
    result += 1
    return np.reciprocal(result, out=result)


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
    """(positions of one example of each distinct pair, index of each row into them), for flat arrays >= 0."""
    n = first.size
    if n == 0:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    step = second.max() + 1
    span = (first.max() + 1) * step
    key = whole_keys(first, second, step) if span <= SMALL_TABLE else None
    if key is not None:
        example = np.full(int(span), -1, dtype=np.int64)
        example[key] = np.arange(n, dtype=np.int64)
        used = np.flatnonzero(example >= 0)
        place = np.empty(int(span), dtype=np.int64)
        place[used] = np.arange(used.size)
        return example[used], place[key]
    _, code = np.unique(second, return_inverse=True)
    _, other = np.unique(first, return_inverse=True)
    pair = other.astype(np.int64) * (int(code.max()) + 1) + code
    _, index, inverse = np.unique(pair, return_index=True, return_inverse=True)
    return index, inverse


def whole_keys(first: Floats, second: Floats, step: float) -> Any:
    """first step + second where all are whole, as numbers to index with; None where they are not."""
    key = np.empty(first.size, dtype=np.int64)
    for part in parts(key.size):
        one, other = first[part], second[part]
        if (one != np.floor(one)).any() or (other != np.floor(other)).any():
            return None
        key[part] = one * step + other
    return key


def unique_triples(first: Floats, second: Floats, third: Floats) -> tuple[Any, Any]:
    """As `unique_pairs`, of three flat arrays."""
    _, pair = unique_pairs(first, second)
    return unique_pairs(pair.astype(np.float64), third)
