"""What people bring, by how they came to us and by what kind of buyers they are (P3).

From what the scoring found of everybody; nothing here goes into it. Someone who ordered once is in their group's
figures, and never gets a point of their own.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from django.db import connection

from regulars.lib.folding import fold
from regulars.lifetime.arrays import Floats, Ints
from regulars.retention.group_facts import ByGroup, Grouping, ValueGroup
from regulars.retention.scoring.chances import mixture_range
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


@dataclass(frozen=True)
class People:
    """What groups are made of: an entry an account in every array but the two numbers. `won`: the day of the first order."""

    as_of: int
    typical: int
    orders: Ints
    won: Ints
    total: Floats
    worth: Floats
    worth_variance: Floats
    loss: Floats
    loss_variance: Floats
    doubt: Floats

    @classmethod
    def of(cls, found: Findings) -> "People":
        ledger, said = found.ledger, found.chances
        return cls(
            ledger.as_of,
            found.rules.typical,
            ledger.jobs.count,
            ledger.first,
            ledger.total,
            said.worth_mean,
            said.worth_variance,
            said.loss_mean,
            said.loss_variance,
            said.doubt,
        )

    def taken(self, which: Any) -> "People":
        """Some of them: places, or a slice, which copies nothing."""
        arrays = {
            one.name: getattr(self, one.name) for one in fields(self) if one.name not in {"as_of", "typical"}
        }
        return replace(self, **{name: values[which] for name, values in arrays.items()})


def by_group(found: Findings, groups: Groups, currency: str) -> ByGroup:
    people = People.of(found)
    return {
        "came_by": grouping(people, groups["came_by"]),
        "persona": grouping(people, groups["persona"]),
        "least": LEAST,
        "least_point": LEAST_POINT,
        "currency": currency,
    }


def grouping(people: People, belonging: Belonging) -> Grouping:
    """Everybody put in order of their groups once, so that a group is a stretch."""
    place = belonging.place.astype(np.int16)
    order = np.argsort(place, kind="stable")
    in_order, sorted_place = people.taken(order), place[order]
    edges = np.searchsorted(sorted_place, np.arange(UNKNOWN, len(belonging.names) + 1))
    sizes = np.diff(edges[1:])
    shown = [number for number in np.argsort(-sizes, kind="stable")[:SHOWN].tolist() if sizes[number]]
    groups = [
        group(in_order.taken(slice(edges[number + 1], edges[number + 2])), belonging.names[number])
        for number in shown
    ]
    unknown = in_order.taken(slice(edges[0], edges[1]))
    return {
        "groups": sorted(groups, key=most_valuable_first),
        "unknown": group(unknown, "") if unknown.orders.size else None,
        "more": int(sizes.sum() - sizes[shown].sum() + edges[0]),
    }


def most_valuable_first(one: ValueGroup) -> tuple[bool, float, int]:
    middle = 0.0
    if one["loss_low"] is not None and one["loss_high"] is not None:
        middle = float(one["loss"] or (float(one["loss_low"]) + float(one["loss_high"])) / 2)
    return one["loss_low"] is None, -middle, -one["people"]


def group(who: People, name: str) -> ValueGroup:
    had_time = who.won <= who.as_of - who.typical
    people, back = who.orders.size, int((who.orders > 1).sum())
    point = people >= LEAST_POINT and back >= LEAST
    worth = told(who.worth, who.worth_variance, who.doubt, point=point)
    loss = told(who.loss, who.loss_variance, who.doubt, point=point)
    return {
        "name": name,
        "people": people,
        "once": people - back,
        "had_time": int(had_time.sum()),
        "back": int((had_time & (who.orders > 1)).sum()),
        "so_far": money(float(who.total.mean())),
        "worth": worth[0],
        "worth_low": worth[1],
        "worth_high": worth[2],
        "loss": loss[0],
        "loss_low": loss[1],
        "loss_high": loss[2],
    }


Told = tuple[str | None, str | None, str | None]


def told(each: Floats, variance: Floats, doubt: Floats, *, point: bool) -> Told:
    """(point, low, high) of the mean of a group, as text; None what there are too few people to say."""
    if each.size < LEAST or not np.isfinite(each).all():
        return None, None, None
    low, high = range_of_mean(each, variance, doubt)
    return money(float(each.mean())) if point else None, money(low), money(high)


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
