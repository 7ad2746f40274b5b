"""One integral that Pareto/NBD needs everywhere:

    I = integral over tau in [0, length] of (1 + tau/c1)^-p1 (1 + tau/c2)^-p2

by Gauss-Legendre in v = ln(1 + tau/min(c1, c2)), where the integrand is smooth whatever the scales, cut where it
has fallen by e^-45. No 2F1, no branch on which scale is larger, no cancellation when length is near 0.
"""

from functools import lru_cache

import numpy as np

from regulars.lifetime.arrays import Floats

DROP = 45.0
NODES = 48
PANEL = 6.0
"""The longest stretch of v one set of nodes is asked to cover."""
CHUNK = 2_048


@lru_cache(maxsize=16)
def legendre(count: int, panels: int) -> tuple[Floats, Floats]:
    """Nodes in (0, 1) and weights that sum to 1, in `panels` equal parts."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    starts = np.arange(panels)[:, None]
    return ((starts + (nodes + 1) / 2) / panels).ravel(), np.tile(weights / 2 / panels, panels)


def cut(p1: Floats, ratio1: Floats, p2: Floats, ratio2: Floats, reach: Floats) -> Floats:
    """The v up to which to integrate: `reach`, or where the integrand has fallen by DROP.

    Its logarithm is concave in v, so Newton steps from the far side come down to the place and never pass it.
    """
    v = reach
    for _ in range(4):
        grown = np.expm1(v)
        near1, near2 = 1 + ratio1 * grown, 1 + ratio2 * grown
        fallen = p1 * np.log(near1) + p2 * np.log(near2) - v - DROP
        slope = (p1 * ratio1 / near1 + p2 * ratio2 / near2) * (grown + 1) - 1
        v = np.where((fallen > 0) & (slope > 0), v - fallen / np.where(slope > 0, slope, 1.0), v)
    return v


def nodes(
    p1: Floats, c1: Floats, p2: Floats, c2: Floats, *, length: Floats, count: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """(ln(1 + tau/c1), ln(1 + tau/c2), tau, ln weight times integrand) at the nodes: rows x nodes.

    Arrays of one length; c1, c2 > 0.
    """
    small = np.minimum(c1, c2)
    ratio1, ratio2 = small / c1, small / c2
    reach = cut(p1, ratio1, p2, ratio2, np.log1p(length / small))
    panels = max(1, int(np.ceil(float(reach.max(initial=0.0)) / PANEL)))
    points, weights = legendre(count, panels)
    v = reach[:, None] * points
    tau = small[:, None] * np.expm1(v)
    log1, log2 = np.log1p(tau / c1[:, None]), np.log1p(tau / c2[:, None])
    with np.errstate(divide="ignore"):
        scale = np.log(small * reach)
    logs = v + scale[:, None] + np.log(weights) - p1[:, None] * log1 - p2[:, None] * log2
    return log1, log2, tau, logs


def log_decay(
    p1: Floats, c1: Floats, p2: Floats, c2: Floats, *, length: Floats, count: int = NODES
) -> Floats:
    """ln I for flat arrays; -inf where length is 0."""
    result = np.empty(length.size)
    for start in range(0, length.size, CHUNK):
        part = slice(start, start + CHUNK)
        logs = nodes(p1[part], c1[part], p2[part], c2[part], length=length[part], count=count)[3]
        top = logs.max(axis=1)
        finite = np.isfinite(top)
        sums = np.exp(logs - np.where(finite, top, 0.0)[:, None]).sum(axis=1)
        with np.errstate(divide="ignore"):
            result[part] = np.where(finite, top, 0.0) + np.log(sums)
    return result
