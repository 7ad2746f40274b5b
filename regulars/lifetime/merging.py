"""Same-day orders are one purchase: the distinct (customer, day) pairs of a log."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regulars.lifetime.arrays import Ints

SHORT, LONG = 32, 63


@dataclass(frozen=True)
class Purchases:
    """One number for each distinct pair, sorted: the customer's place, then, in the last `bits`, the day from
    `start` on. Short numbers sort in half the time."""

    keys: NDArray[np.uint32] | Ints
    bits: int
    start: int

    def who(self) -> Ints:
        """The customer of each purchase."""
        return (self.keys >> self.bits).astype(np.int64)

    def days(self, places: Ints | slice = slice(None)) -> Ints:
        """The day of each purchase, or of those at `places`."""
        return (self.keys[places] & ((1 << self.bits) - 1)).astype(np.int64) + self.start

    def begins(self) -> Ints:
        """Where each customer's first purchase is."""
        if not self.keys.size:
            return np.empty(0, np.int64)
        customer = self.keys >> self.bits
        return np.append(0, np.flatnonzero(customer[1:] != customer[:-1]) + 1)


def merged(who: Ints, day: NDArray[np.integer[Any]]) -> Purchases:
    """The purchases of a log: `who` places from 0 on, `day` whole day numbers."""
    if who.size == 0:
        return Purchases(np.empty(0, np.int64), 0, 0)
    start = int(day.min())
    bits = (int(day.max()) - start).bit_length()
    needed = bits + int(who.max()).bit_length()
    if needed > LONG:
        raise ValueError("The days of these orders lie too far apart to be days.")
    kind: Any = np.uint32 if needed <= SHORT else np.int64
    keys: NDArray[Any] = who.astype(kind)
    keys <<= kind(bits)
    # Modulo the size of the number, so that no narrower kind of day can overflow on the way.
    offset: NDArray[Any] = day.astype(kind) - np.int64(start).astype(kind)
    keys |= offset
    keys.sort()
    fresh = np.empty(keys.size, dtype=np.bool_)
    fresh[0] = True
    np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
    return Purchases(keys[fresh], bits, start)
