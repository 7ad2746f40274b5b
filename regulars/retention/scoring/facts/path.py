"""The path from stranger to leaving: standing by month, conversion, who was kept, the bucket, the stages.

All from one table: everybody's standing at the end of each of the last months, by what was known then.
"""

from dataclasses import dataclass

import numpy as np

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.retention.firm_facts import (
    Bucket,
    BucketMonth,
    CohortRates,
    ConversionMonth,
    Kept,
    KeptMonth,
    Stage,
    StandingCounts,
    StandingMonth,
)
from regulars.retention.scoring.facts.months import (
    counted,
    median,
    money,
    month_end,
    month_name,
    month_of,
    share,
)
from regulars.retention.scoring.ledger import Jobs, day_of_number
from regulars.retention.scoring.standings import (
    CLIENT,
    CUSTOMER,
    LAPSED,
    LOST,
    NAMES,
    Rules,
    Standings,
    Waits,
    standings_at,
)

MONTHS = 25
"""Two years and the month they began in."""
YEAR = 12


@dataclass(frozen=True)
class Path:
    """`codes[m]`: everybody's standing at the end of month `first + m`; the newest row is as of the scoring's day.
    habit: the day each account's habit began, or -1."""

    first: int
    codes: Ints
    jobs: Jobs
    habit: Ints
    as_of: int

    @classmethod
    def of(cls, jobs: Jobs, waits: Waits, rules: Rules, now: Standings, as_of: int) -> "Path":
        newest = int(month_of(np.array([as_of]))[0])
        oldest = int(month_of(np.array([jobs.day.min(initial=as_of)]))[0])
        first = max(oldest, newest - MONTHS + 1)
        rows = [standings_at(jobs, waits, rules, month_end(m)).code for m in range(first, newest)]
        at = np.minimum(jobs.offsets[:-1] + rules.habit - 1, max(jobs.day.size - 1, 0))
        habit = np.where(jobs.count >= rules.habit, jobs.day[at] if jobs.day.size else at, -1)
        return cls(first, np.array([*rows, now.code], dtype=np.int8), jobs, habit, as_of)

    @property
    def months(self) -> list[str]:
        return [month_name(self.first + m) for m in range(len(self.codes))]

    @property
    def active(self) -> Bools:
        """By month and account: client or customer."""
        here: Bools = (self.codes == CLIENT) | (self.codes == CUSTOMER)
        return here


def counts_of(codes: Ints, strangers: int) -> StandingCounts:
    number = np.bincount(codes, minlength=len(NAMES)).tolist()
    number[0] += strangers
    stranger, client, customer, lapsed, lost = number
    return {"stranger": stranger, "client": client, "customer": customer, "lapsed": lapsed, "lost": lost}


def standing_by_month(path: Path, strangers: int) -> list[StandingMonth]:
    return [
        {"month": month, **counts_of(codes, strangers)}
        for month, codes in zip(path.months, path.codes, strict=True)
    ]


def conversion_by_month(path: Path) -> list[ConversionMonth]:
    size = len(path.codes)
    began = month_of(path.jobs.first)
    habit = np.where(path.habit >= 0, month_of(np.maximum(path.habit, 0)), -1)
    new, made = counted(began, path.first, size), counted(habit, path.first, size)
    converted = counted(began[path.habit >= 0], path.first, size)
    rows: list[ConversionMonth] = []
    for m, month in enumerate(path.months):
        # A client at any time in the month: was one when it began, or began in it; who came back and made the habit too.
        here = (began == path.first + m) | (habit == path.first + m)
        clients = int((here | (path.codes[m - 1] == CLIENT if m else False)).sum())
        rows.append(
            {
                "month": month,
                "became_clients": int(new[m]),
                "became_customers": int(made[m]),
                "clients": clients,
                "rate": share(made[m], clients),
                "cohort_converted": int(converted[m]),
                "cohort_rate": share(converted[m], new[m]),
            }
        )
    return rows


def kept(path: Path) -> Kept:
    series: list[KeptMonth] = []
    for m in range(YEAR, len(path.codes)):
        before = path.codes[m - YEAR] == CUSTOMER
        stayed = int((before & path.active[m]).sum())
        of = int(before.sum())
        series.append({"month": path.months[m], "of": of, "kept": stayed, "rate": share(stayed, of)})
    newest = series[-1] if series else None
    before_that = series[-1 - YEAR]["rate"] if len(series) > YEAR else None
    return {
        "of": newest["of"] if newest else 0,
        "kept": newest["kept"] if newest else 0,
        "rate": newest["rate"] if newest else None,
        "before": before_that,
        "series": series,
    }


def month_rates(path: Path) -> list[CohortRates]:
    began, month = month_of(path.jobs.first), month_of(path.jobs.day)
    rows: list[CohortRates] = []
    for m in range(len(path.codes)):
        this = path.first + m
        buyers = np.unique(path.jobs.owner[month == this])
        repeat = int((path.jobs.first[buyers] < first_day_of(path.jobs, month, this, buyers)).sum())
        before = path.active[m - 1] if m else np.zeros(began.size, dtype=np.bool_)
        active, stayed = int(before.sum()), int((before & path.active[m]).sum())
        rows.append(
            {
                "month": path.months[m],
                "active_before": active,
                "stayed": stayed,
                "left": active - stayed,
                "retention": share(stayed, active),
                "churn": share(active - stayed, active),
                "buyers": buyers.size,
                "repeat_buyers": repeat,
                "repeat": share(repeat, buyers.size),
            }
        )
    return rows


def first_day_of(jobs: Jobs, month: Ints, this: int, buyers: Ints) -> Ints:
    """The newest day in month `this` on which each of its buyers ordered."""
    newest = np.zeros(jobs.offsets.size - 1, dtype=np.int64)
    inside = month == this
    newest[jobs.owner[inside]] = jobs.day[inside]  # the last one wins: rows are in order of time
    return newest[buyers]


def bucket(path: Path, paused: Bools, each: float | None, currency: str) -> Bucket:
    """`paused`: seasonal or told us "not now"; never counted as lost."""
    size = len(path.codes)
    new = counted(month_of(path.jobs.first), path.first, size)
    rows: list[BucketMonth] = []
    for m in range(max(size - YEAR, 0), size):
        now = path.codes[m]
        before = path.codes[m - 1] if m else np.zeros_like(now)
        lost = int(((now == LOST) & (before != LOST) & ~paused).sum())
        back = int((((before == LAPSED) | (before == LOST)) & path.active[m]).sum())
        cost = None if each is None else money(lost * each)
        rows.append(
            {
                "month": path.months[m],
                "poured_in": int(new[m]),
                "lost": lost,
                "came_back": back,
                "replacement": cost,
            }
        )
    lost_in_all = sum(row["lost"] for row in rows)
    return {
        "months": rows,
        "poured_in": sum(row["poured_in"] for row in rows),
        "lost": lost_in_all,
        "came_back": sum(row["came_back"] for row in rows),
        "paused": int(paused.sum()),
        "in_it": int(path.active[-1].sum()) if size else 0,
        "replacement_each": None if each is None else money(each),
        "replacement": None if each is None else money(lost_in_all * each),
        "currency": currency,
    }


def stages(path: Path, since: Ints, lapsed_on: Floats, strangers: int) -> list[Stage]:
    """`since`: the day each account entered its standing; `lapsed_on`: the day lapsed ones stopped being within reach."""
    code, first, habit = path.codes[-1], path.jobs.first, path.habit
    came, made = first >= 0, habit >= 0
    away = (code == LAPSED) | (code == LOST)
    lost_on = np.where(code == LOST, since, 0)
    return [
        stage("stranger", strangers, strangers + came.size, came.size, 0, [], [], []),
        stage(
            "client",
            int((code == CLIENT).sum()),
            came.size,
            int(made.sum()),
            int((away & ~made).sum()),
            (habit - first)[made],
            path.as_of - since[code == CLIENT],
            first,
        ),
        stage(
            "customer",
            int((code == CUSTOMER).sum()),
            int(made.sum()),
            0,
            int((away & made).sum()),
            (lapsed_on - habit)[away & made],
            path.as_of - since[code == CUSTOMER],
            habit[made],
        ),
        stage(
            "lapsed",
            int((code == LAPSED).sum()),
            int(away.sum()),
            int((code == LOST).sum()),
            0,
            (lost_on - lapsed_on)[code == LOST],
            path.as_of - since[code == LAPSED],
            lapsed_on[away],
        ),
        stage(
            "lost",
            int((code == LOST).sum()),
            int((code == LOST).sum()),
            0,
            0,
            [],
            path.as_of - since[code == LOST],
            since[code == LOST],
        ),
    ]


def stage(  # noqa: PLR0917 - the columns of one table
    name: str, now: int, entered: int, on: int, lost_here: int, days: object, so_far: object, when: object
) -> Stage:
    spent, current, dates = (np.asarray(values, dtype=np.float64) for values in (days, so_far, when))
    return {
        "stage": name,
        "now": now,
        "entered": entered,
        "on": on,
        "lost_here": lost_here,
        "days": median(spent),
        "days_so_far": median(current),
        "first": day_of_number(int(dates.min())).isoformat() if dates.size else None,
        "last": day_of_number(int(dates.max())).isoformat() if dates.size else None,
    }
