"""The formulas again in 50-digit arithmetic (mpmath), written from the papers and not from our code."""

from typing import Any

import mpmath as mp

Real = Any
Four = tuple[Real, Real, Real, Real]

mp.mp.dps = 50


def beta_geometric(params: tuple[float, ...], x: Real, t_x: Real, age: Real, t: Real, shift: int) -> Four:
    """(log-likelihood, P(alive), P(buys), E[purchases]) of BG (shift 0) and MBG (shift 1)."""
    r, alpha, a, b = map(mp.mpf, params)
    x, t_x, age, t = mp.mpf(x), mp.mpf(t_x), mp.mpf(age), mp.mpf(t)
    front = mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha)
    here = mp.log(mp.beta(a, b + x + shift) / mp.beta(a, b)) - (r + x) * mp.log(alpha + age)
    gone = mp.mpf("-inf")
    if x + shift > 0:
        gone = mp.log(mp.beta(a + 1, b + x + shift - 1) / mp.beta(a, b)) - (r + x) * mp.log(alpha + t_x)
    ratio = mp.exp(gone - here)
    alive = 1 / (1 + ratio)
    buys = alive * (1 - ((alpha + age) / (alpha + age + t)) ** (r + x))
    expected = alive * staying(r + x, t / (alpha + age), a, b + x + shift)
    return front + here + mp.log1p(ratio), alive, buys, expected


def staying(shape: Real, u: Real, a: Real, c: Real) -> Real:
    """(a + c - 1)/(a - 1) (1 - (1 + u)^-R 2F1(R, c; a + c - 1; u/(1 + u))), at enough digits to survive the
    difference; a next to 1 is approached from both sides."""
    if u == 0:
        return mp.mpf(0)
    with mp.workdps(120):

        def bracket(a: Real) -> Real:
            z = u / (1 + u)
            series = mp.hyp2f1(shape, c, a + c - 1, z, maxterms=10**6)
            return (a + c - 1) / (a - 1) * (1 - (1 + u) ** -shape * series)

        nudge = mp.mpf(10) ** -40
        singular = abs(a - 1) < mp.mpf(10) ** -30 or abs(a + c - 1) < mp.mpf(10) ** -30
        return (bracket(a + nudge) + bracket(a - nudge)) / 2 if singular else bracket(a)


def nbd(params: tuple[float, ...], x: Real, age: Real, t: Real) -> Four:
    r, alpha = map(mp.mpf, params)
    x, age, t = mp.mpf(x), mp.mpf(age), mp.mpf(t)
    likelihood = mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) - (r + x) * mp.log(alpha + age)
    buys = 1 - ((alpha + age) / (alpha + age + t)) ** (r + x)
    return likelihood, mp.mpf(1), buys, (r + x) / (alpha + age) * t


def pareto(params: tuple[float, ...], x: Real, t_x: Real, age: Real, t: Real) -> Four:
    """Schmittlein, Morrison & Colombo (1987), A0 by quadrature in 50 digits."""
    r, alpha, s, beta = map(mp.mpf, params)
    x, t_x, age, t = mp.mpf(x), mp.mpf(t_x), mp.mpf(age), mp.mpf(t)

    def integral(power: tuple[Real, Real], low: Real, high: Real) -> Real:
        if high <= low:
            return mp.mpf(0)
        with mp.workdps(30):
            # In logs of the smaller scale, cut where the integrand has died.
            small = min(alpha, beta)
            ends = mp.log(small + low), mp.log(small + high)
            pieces = [ends[0] + (ends[1] - ends[0]) * mp.mpf(k) / 8 for k in range(9)]

            def inner(v: Real) -> Real:
                moment = mp.exp(v) - small
                return mp.exp(
                    v
                    + power[0] * mp.log((alpha + moment) / (alpha + low))
                    + power[1] * mp.log((beta + moment) / (beta + low))
                )

            scale = power[0] * mp.log(alpha + low) + power[1] * mp.log(beta + low)
            return mp.exp(scale) * mp.quad(inner, pieces)

    here = (alpha + age) ** -(r + x) * (beta + age) ** -s
    gone = s * integral((-(r + x), -(s + 1)), t_x, age)
    front = mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) + s * mp.log(beta)
    alive = here / (here + gone)
    scale = (alpha + age) ** (r + x) * (beta + age) ** s
    buys = alive * (r + x) * scale * integral((-(r + x + 1), -s), age, age + t)
    ratio = mp.log((beta + age) / (beta + age + t))
    shrink = -ratio if abs(s - 1) < mp.mpf(10) ** -30 else -mp.expm1((s - 1) * ratio) / (s - 1)
    expected = alive * (r + x) * (beta + age) / (alpha + age) * shrink
    return front + mp.log(here + gone), alive, buys, expected


def regular(k: int, params: tuple[float, ...], x: Real, t_x: Real, age: Real, t: Real) -> Four:
    """MBG/CNBD-k from its definition: purchases to come are counted tick by tick."""
    r, alpha, a, b = map(mp.mpf, params)
    x, t_x, age, t = mp.mpf(x), mp.mpf(t_x), mp.mpf(age), mp.mpf(t)
    front = mp.loggamma(r + k * x) - mp.loggamma(r) + r * mp.log(alpha) - mp.log(mp.beta(a, b))
    shape = r + k * x

    def stage(j: int) -> Real:
        ticks = mp.gamma(shape + j) / mp.gamma(shape) * (age - t_x) ** j / mp.factorial(j)
        return mp.beta(a, b + x + 1) * ticks * (alpha + age) ** -(shape + j)

    stages = [stage(j) for j in range(k)]
    gone = mp.beta(a + 1, b + x) * (alpha + t_x) ** -shape
    whole = sum(stages) + gone
    z = t / (alpha + age + t)
    buys, expected = mp.mpf(0), mp.mpf(0)
    for j, there in enumerate(stages):
        ticks, chance, reached, total = shape + j, (1 - z) ** (shape + j), mp.mpf(0), mp.mpf(0)
        n, weight, purchases = 0, mp.mpf(1), mp.mpf(0)
        while n < 50 + ticks * z / (1 - z) or chance * (1 + n) > mp.mpf(10) ** -30 * (1 + total):
            # After n ticks, (n + j) // k purchases would have been made by one who never leaves.
            if n and (n + j) % k == 0:
                purchases += weight
                weight *= (b + x + 1 + (n + j) // k - 1) / (a + b + x + 1 + (n + j) // k - 1)
            if (n + j) // k >= 1:
                reached += chance
            total += chance * purchases
            n += 1
            chance *= (ticks + n - 1) / n * z
        buys += there / whole * reached
        expected += there / whole * total
    return front + mp.log(whole), sum(stages) / whole, buys, expected
