"""Made-up customers for the bench, the same for all sides, written once: `python -m benches.beside.inputs FOLDER N`.

Buyers of BG/NBD (r .45, alpha 30 days, a .6, b 3) who came in the first of two years, orders at any second of the day,
spend of Gamma-Gamma: a mean of 5.06 orders, 27 % with one only. `log.parquet` holds the orders shuffled (customer, moment,
amount); `customers.npz` their summary in days (x, t_x, T, z).
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl

from regulars.lifetime import BGNBD, Summary, summarise
from regulars.lifetime.arrays import Floats, Ints

BUYING = {"r": 0.45, "alpha": 30.0, "a": 0.6, "b": 3.0}
SPEND = {"p": 6.25, "q": 3.74, "gamma": 15.44}
LAST = int(np.datetime64("2025-12-31").astype(np.int64))
AT_ONCE = 1_000_000
WARM_UP = 300


def orders(count: int, seed: int) -> tuple[Ints, Ints, Floats]:
    """(customer, second, amount) of `count` customers, by customer and time."""
    rng = np.random.default_rng(seed)
    age = rng.integers(365, 730, count)
    who, since = BGNBD(*BUYING.values()).simulate(age, seed)
    nu = rng.gamma(SPEND["q"], 1 / SPEND["gamma"], count)
    amount = np.maximum(np.round(rng.gamma(SPEND["p"], 1 / nu[who]), 2), 0.01)
    day = LAST - age[who] + np.floor(since).astype(np.int64)
    return who, day * 86_400 + rng.integers(0, 86_400, who.size), amount


def whole_log(count: int) -> tuple[Ints, Ints, Floats]:
    """The shuffled log of `count` customers."""
    parts = []
    for start in range(0, count, AT_ONCE):
        who, second, amount = orders(min(AT_ONCE, count - start), start + 1)
        parts.append((who + start, second, amount))
    customer, second, amount = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    place = np.random.default_rng(count).permutation(customer.size)
    return customer[place], second[place], amount[place]


def write_summary(folder: Path, summary: Summary) -> None:
    np.savez(folder / "customers.npz", x=summary.x, t_x=summary.t_x, T=summary.T, z=summary.z)


def made(folder: Path, count: int) -> None:
    """Write the inputs of `count` customers; a folder that is there is whole."""
    part = folder.with_suffix(".part")
    part.mkdir(parents=True, exist_ok=True)
    customer, second, amount = whole_log(count)
    moment = second.astype("datetime64[s]").astype("datetime64[us]")
    frame = pl.DataFrame({"customer": customer, "moment": moment, "amount": amount})
    frame.write_parquet(part / "log.parquet", compression="zstd")
    write_summary(part, summarise(customer, second // 86_400, amount, LAST))
    part.rename(folder)


def cdnow(folder: Path, file: Path) -> None:
    """The summary of the CDNOW sample at 1997-09-30, in weeks."""
    table = np.genfromtxt(file, delimiter=",", names=True, dtype=None, encoding="utf-8")
    day = table["date"].astype("datetime64[D]").astype(np.int64)
    end = int(np.datetime64("1997-09-30").astype(np.int64))
    folder.mkdir(parents=True, exist_ok=True)
    write_summary(folder, summarise(table["customer_id"], day, table["amount"].astype(float), end, unit=7))


if __name__ == "__main__":
    if sys.argv[2].isdigit():
        made(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        cdnow(Path(sys.argv[1]), Path(sys.argv[2]))
