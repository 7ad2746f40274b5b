"""What people bring, by how they came to us and by what kind of buyers they are (P3).

From what the scoring found of everybody; nothing here goes into it. Someone who ordered once is in their group's
figures, and never gets a point of their own.
"""

from dataclasses import dataclass

import numpy as np
from django.db import connection

from regulars.lib.folding import fold
from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.retention.group_facts import ByGroup, Grouping, ValueGroup
from regulars.retention.scoring.chances import Chances, mixture_range
from regulars.retention.scoring.facts.months import money
from regulars.retention.scoring.findings import Findings
from regulars.retention.scoring.ledger import Ledger
from regulars.retention.scoring.packed import Column, read

LEAST, LEAST_POINT = 5, 20
SHOWN = 24
MOST_WORDS = 200
"""Words looked at, the most used; people of rarer ones are counted as more."""
UNKNOWN, MORE = -1, -2
WORDS = """SELECT {field}, count(*) FROM people_account WHERE {field} <> '' AND removed_at IS NULL
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s"""
PLACE = "CASE {field} WHEN '' THEN -1 ELSE coalesce(array_position(%({field})s::text[], {field}::text) - 1, -2) END"
NAMED = "FROM scoring_summary JOIN people_account ON id = account_id WHERE came_by <> '' OR persona <> ''"


@dataclass(frozen=True)
class Belonging:
    """To which group of `names` each account of the ledger belongs: its place there, or UNKNOWN, or MORE."""

    names: list[str]
    place: Ints


Groups = dict[str, Belonging]


def read_groups(ledger: Ledger) -> Groups:
    """By came_by and by persona. Needs the temporary table scoring_summary."""
    words = {field: words_of(field) for field in ("came_by", "persona")}
    empty = {field: np.full(ledger.size, UNKNOWN, dtype=np.int64) for field in words}
    if any(words.values()):
        columns = [Column("account", "account_id")]
        columns += [Column(field, PLACE.replace("{field}", field), ">i4") for field in words]
        rows = read(columns, NAMED, dict(words))
        at = np.searchsorted(ledger.account, rows["account"].astype(np.int64))
        for field, place in empty.items():
            place[at] = rows[field]
    return {field: one_spelling(words[field], empty[field]) for field in words}


def words_of(field: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(WORDS.replace("{field}", field), [MOST_WORDS])
        return [word for word, _count in cursor.fetchall()]


def one_spelling(words: list[str], place: Ints) -> Belonging:
    """Words that differ in case, accents or signs only are one group, told in the spelling used most."""
    first: dict[str, int] = {}
    names: list[str] = []
    merged = []
    for word in words:
        key = fold(word) or word
        if key not in first:
            first[key] = len(names)
            names.append(word)
        merged.append(first[key])
    table = np.array([*merged, MORE, UNKNOWN], dtype=np.int64)  # read from behind, too: -1 and -2 stay
    return Belonging(names, table[place])


def by_group(found: Findings, groups: Groups, currency: str) -> ByGroup:
    return {
        "came_by": grouping(found, groups["came_by"]),
        "persona": grouping(found, groups["persona"]),
        "least": LEAST,
        "least_point": LEAST_POINT,
        "currency": currency,
    }


def grouping(found: Findings, belonging: Belonging) -> Grouping:
    place = belonging.place
    sizes = np.bincount(place[place >= 0], minlength=len(belonging.names))
    shown = [number for number in np.argsort(-sizes, kind="stable")[:SHOWN].tolist() if sizes[number]]
    groups = [group(found, belonging.names[number], place == number) for number in shown]
    unknown = place == UNKNOWN
    return {
        "groups": sorted(groups, key=most_valuable_first),
        "unknown": group(found, "", unknown) if unknown.any() else None,
        "more": int(sizes.sum() - sizes[shown].sum() + (place == MORE).sum()),
    }


def most_valuable_first(one: ValueGroup) -> tuple[bool, float, int]:
    middle = 0.0
    if one["loss_low"] is not None and one["loss_high"] is not None:
        middle = float(one["loss"] or (float(one["loss_low"]) + float(one["loss_high"])) / 2)
    return one["loss_low"] is None, -middle, -one["people"]


def group(found: Findings, name: str, who: Bools) -> ValueGroup:
    ledger, count, said = found.ledger, found.ledger.jobs.count[who], found.chances
    had_time = ledger.first[who] <= ledger.as_of - found.rules.typical
    people, back = int(who.sum()), int((count > 1).sum())
    point = people >= LEAST_POINT and back >= LEAST
    worth = told(said, "worth", who, point)
    loss = told(said, "loss", who, point)
    return {
        "name": name,
        "people": people,
        "once": people - back,
        "had_time": int(had_time.sum()),
        "back": int((had_time & (count > 1)).sum()),
        "so_far": money(float(ledger.total[who].mean())),
        "worth": worth[0],
        "worth_low": worth[1],
        "worth_high": worth[2],
        "loss": loss[0],
        "loss_low": loss[1],
        "loss_high": loss[2],
    }


Told = tuple[str | None, str | None, str | None]


def told(said: Chances, what: str, who: Bools, point: bool) -> Told:
    """(point, low, high) of the mean of a group, as text; None what there are too few people to say."""
    each = getattr(said, f"{what}_mean")[who]
    if each.size < LEAST or not np.isfinite(each).all():
        return None, None, None
    mean = float(each.mean())
    low, high = range_of_mean(each, getattr(said, f"{what}_variance")[who], said.doubt[who])
    return money(mean) if point else None, money(low), money(high)


def range_of_mean(each: Floats, variance: Floats, doubt: Floats) -> tuple[float, float]:
    """80 in 100 of the belief about what one of such people brings on average.

    Three doubts: which people of the kind we happen to have, and each one's own luck, shrink with their number; what
    is unsure of the model moves everybody together, and does not.
    """
    mean = float(each.mean())
    chance = (float(each.var(ddof=1)) + float(variance.mean())) / each.size
    shared = float(each @ np.sqrt(doubt)) / max(float(each.sum()), 1e-300)
    low, high = mixture_range(np.ones(1), np.array([mean]), np.array([chance + (mean * shared) ** 2]))
    return float(low[0]), float(high[0])
