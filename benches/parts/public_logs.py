"""The public data sets the accuracy is told on, as they lie in the folder of data sets."""

import csv
import gzip
from itertools import islice
from pathlib import Path

import numpy as np

from regulars.lifetime import Log


def cdnow(path: Path) -> Log:
    """CDNOW, sample or master: an order a row."""
    with path.open() as file:
        rows = list(csv.DictReader(file))
    days = np.array([row["date"] for row in rows], dtype="datetime64[D]").astype(np.int64)
    ids = np.array([int(row["customer_id"]) for row in rows])
    return Log(ids, days, np.array([float(row["amount"]) for row in rows]))


def online_retail(path: Path) -> Log:
    """Online Retail: known customers, no cancellations; an invoice line a row."""
    ids, days, money = [], [], []
    with gzip.open(path, "rt") as file:
        for invoice, _, _, quantity, moment, price, customer, _ in islice(csv.reader(file), 1, None):
            if customer and invoice[0] != "C" and int(quantity) > 0 and float(price) > 0:
                ids.append(int(customer[:-2]))
                days.append(moment[:10])
                money.append(int(quantity) * float(price))
    return Log(np.array(ids), np.array(days, dtype="datetime64[D]").astype(np.int64), np.array(money))
