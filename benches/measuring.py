"""One measure, one JSON line; and how times are read."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any


def tell(measure: str, value: float | None, unit: str, limit: float | None = None, **facts: Any) -> None:
    """Print one line. `limit` is the most that `value` may be; `ok` is null where there is nothing to hold it to."""
    ok = None if value is None or limit is None else value <= limit
    rounded = None if value is None else round(value, 3)
    line = {"measure": measure, "value": rounded, "unit": unit, "limit": limit, "ok": ok, **facts}
    print(json.dumps(line), flush=True)


def skipped(measure: str, reason: str) -> None:
    tell(measure, None, "", skipped=reason)


def seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def at(times: Sequence[float], share: float) -> float:
    """The value that `share` of `times` stay under, by the nearest rank."""
    ranked = sorted(times)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def milliseconds(times: Sequence[float]) -> dict[str, float]:
    return {
        "median": statistics.median(times) * 1000,
        "p99": at(times, 0.99) * 1000,
        "quick": round(at(times, 0.1) * 1000, 3),
    }
