"""Customers of the real data sets, summarised once."""

import csv
import gzip
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from regulars.lifetime import Summary, summarise
from regulars.lifetime.arrays import Floats, Ints

Log = tuple[Ints, Ints, Floats]
CDNOW_END = int(np.datetime64("1997-09-30").astype(np.int64))


def day_number(text: str) -> int:
    return int(np.datetime64(text, "D").astype(np.int64))


def cdnow_log(path: Path) -> Log:
    with path.open() as file:
        rows = list(csv.DictReader(file))
    days = np.array([row["date"] for row in rows], dtype="datetime64[D]").astype(np.int64)
    ids = np.array([int(row["customer_id"]) for row in rows])
    return ids, days, np.array([float(row["amount"]) for row in rows])


@pytest.fixture(scope="session")
def sample_log(shared_data: Callable[[str], Path]) -> Log:
    return cdnow_log(shared_data("cdnow_sample.csv"))


@pytest.fixture(scope="session")
def master_log(shared_data: Callable[[str], Path]) -> Log:
    return cdnow_log(shared_data("cdnow_master.csv"))


@pytest.fixture(scope="session")
def sample(sample_log: Log) -> Summary:
    """CDNOW sample, 39 weeks calibration, in weeks."""
    return summarise(*sample_log, end=CDNOW_END, unit=7)


@pytest.fixture(scope="session")
def master(master_log: Log) -> Summary:
    return summarise(*master_log, end=CDNOW_END, unit=7)


@pytest.fixture(scope="session")
def retail_log(shared_data: Callable[[str], Path]) -> Log:
    """Online Retail: known customers, no cancellations, a row an invoice line."""
    ids, days, money = [], [], []
    with gzip.open(shared_data("online_retail.csv.gz"), "rt") as file:
        for invoice, _, _, quantity, moment, price, customer, _ in islice(csv.reader(file), 1, None):
            if customer and invoice[0] != "C" and int(quantity) > 0 and float(price) > 0:
                ids.append(int(customer[:-2]))
                days.append(moment[:10])
                money.append(int(quantity) * float(price))
    return np.array(ids), np.array(days, dtype="datetime64[D]").astype(np.int64), np.array(money)
