"""From purchases to a ledger: products, lines, walk-in sales, returns, and the orders that do not count."""

from typing import NamedTuple

import numpy as np

from regulars.demo.habits import Floats, Ints, Purchases
from regulars.orders.models import Status


class Product(NamedTuple):
    code: str
    name: str
    pence: int


PRODUCTS = [
    Product("HOU-250", "House blend, 250 g", 825),
    Product("HOU-1K", "House blend, 1 kg", 2650),
    Product("DEC-250", "Swiss Water decaf, 250 g", 895),
    Product("ETH-250", "Ethiopia Guji, 250 g", 1075),
    Product("ETH-1K", "Ethiopia Guji, 1 kg", 3600),
    Product("COL-250", "Colombia Huila, 250 g", 975),
    Product("COL-1K", "Colombia Huila, 1 kg", 3250),
    Product("KEN-250", "Kenya Nyeri, 250 g", 1195),
    Product("ESP-1K", "Night Shift espresso, 1 kg", 2475),
    Product("FIL-40", "Filter papers, 40", 395),
    Product("MUG-01", "Stoneware mug, sea green", 1450),
    Product("SYR-VAN", "Vanilla syrup, 70 cl", 685),
    Product("TEA-EB", "English breakfast, 80 bags", 610),
    Product("TEA-MNT", "Loose mint, 100 g", 540),
    Product("OAT-6", "Oat drink, 6 × 1 l", 1140),
    Product("CUP-50", "Compostable cups, 50", 720),
    Product("GIF-BOX", "Gift box, three coffees", 2950),
    Product("CLN-01", "Cleaning tablets, 10", 875),
]
PRICES: Ints = np.array([product.pence for product in PRODUCTS], dtype=np.int64)
STATUSES = [Status.PAID, Status.UNPAID, Status.CANCELLED, Status.TEST]
STATUS_SHARES = [0.985, 0.008, 0.006, 0.001]
WALK_IN_SHARE = 0.05


class Ledger(NamedTuple):
    """Orders oldest first; money in pence. `who` is an index of buyers, −1 for a walk-in sale."""

    who: Ints
    day: Ints
    minute: Ints  # of the day, in the firm's zone
    status: Ints  # index of STATUSES
    amount: Ints
    refunded: Ints
    line_order: Ints  # one entry a line, in order of orders: which order, product, how many
    line_product: Ints
    line_quantity: Ints
    return_line: Ints  # one entry a return: which line comes back, how many of it, and when
    return_quantity: Ints
    return_day: Ints

    @property
    def line_amount(self) -> Ints:
        return self.line_quantity * PRICES[self.line_product]

    @property
    def return_amount(self) -> Ints:
        return self.return_quantity * PRICES[self.line_product[self.return_line]]


def write_down(rng: np.random.Generator, bought: Purchases, days: int) -> Ledger:
    who, day, money = with_walk_ins(rng, bought, days)
    minute = np.clip(rng.normal(690, 150, len(who)), 420, 1250).astype(np.int64)
    order = np.lexsort((minute, day))
    who, day, minute, money = who[order], day[order], minute[order], money[order]
    line_order, line_product, line_quantity = lines(rng, who, money)
    amount = np.bincount(line_order, weights=line_quantity * PRICES[line_product], minlength=len(who)).astype(
        np.int64
    )
    status = rng.choice(len(STATUSES), size=len(who), p=STATUS_SHARES)
    status[who < 0] = 0
    returns = come_back(rng, line_quantity, np.where(status == 0, day, days)[line_order], days)
    given_back = returns[1] * PRICES[line_product[returns[0]]]
    refunded = np.bincount(line_order[returns[0]], weights=given_back, minlength=len(who)).astype(np.int64)
    return Ledger(
        who, day, minute, status, amount, refunded, line_order, line_product, line_quantity, *returns
    )


def with_walk_ins(rng: np.random.Generator, bought: Purchases, days: int) -> tuple[Ints, Ints, Floats]:
    count = int(len(bought.who) * WALK_IN_SHARE)
    who = np.concatenate([bought.who, np.full(count, -1, dtype=np.int64)])
    day = np.concatenate([bought.day, rng.integers(0, max(days, 1), count)])
    money = np.concatenate([bought.money, rng.lognormal(np.log(1500), 0.5, count)])
    return who, day, money


def lines(rng: np.random.Generator, who: Ints, money: Floats) -> tuple[Ints, Ints, Ints]:
    """Spends each order's money on one to four products; everyone has a few favourites."""
    count = 1 + rng.binomial(3, 0.3, len(who))
    line_order = np.repeat(np.arange(len(who)), count)
    weight = rng.random(len(line_order)) + 0.2
    share = weight / np.bincount(line_order, weights=weight, minlength=len(who))[line_order]
    favourite = who[line_order] * 7 + rng.integers(0, 5, len(line_order)) * 3
    line_product = (favourite % len(PRODUCTS)).astype(np.int64)
    quantity = np.maximum(1, np.rint(share * money[line_order] / PRICES[line_product]))
    return line_order, line_product, quantity.astype(np.int64)


def come_back(rng: np.random.Generator, quantity: Ints, day: Ints, days: int) -> tuple[Ints, Ints, Ints]:
    """One line in eighty comes back within a month of its `day`: all of it, or one piece."""
    when = day + rng.integers(1, 30, len(day))
    returned = np.flatnonzero((rng.random(len(day)) < 1 / 80) & (when < days))
    whole = rng.random(len(returned)) < 0.5
    return returned, np.where(whole, quantity[returned], 1), when[returned]
