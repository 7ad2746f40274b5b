"""Log-likelihoods that are the logarithm of a sum: each customer's terms are ways the history may have come about."""

import numpy as np

from regulars.lifetime.arrays import Floats


def mixed(w: Floats, logs: Floats, slopes: Floats) -> tuple[float, Floats, Floats, Floats]:
    """Sum over customers of w ln(sum of e^logs), its gradient, and the part of its Hessian that slopes make.

    logs: customers x terms. slopes: parameters x customers x terms, the derivatives of the logs. Also gives each
    term's share times w, to weigh the logs' second derivatives with.
    """
    top = logs.max(axis=1)
    parts = np.exp(logs - top[:, None])
    total = parts.sum(axis=1)
    value = float(w @ (top + np.log(total)))
    share = parts / total[:, None]
    means = (slopes * share).sum(axis=2)
    weighted = share * w[:, None]
    flat = slopes.reshape(slopes.shape[0], -1)
    outer = (flat * weighted.ravel()) @ flat.T - (means * w) @ means.T
    return value, np.array([mean @ w for mean in means]), outer, weighted
