"""The made-up firm reads like a real one, and is the same every time."""

import csv
import gzip
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from regulars.demo.habits import HABITS
from regulars.demo.ledger import PRODUCTS
from regulars.demo.names import AWKWARD
from regulars.demo.orders_file import HEADER, Style, write_csv
from regulars.demo.story import Story, generate

UNTIL = date(2026, 6, 30)


@pytest.fixture(scope="module")
def story() -> Story:
    return generate(accounts=2000, until=UNTIL)


def having(story: Story, habit: str) -> np.ndarray:
    """The orders of everyone with `habit`."""
    index = [kind.name for kind in HABITS].index(habit)
    return np.isin(story.ledger.who, np.flatnonzero(story.habit == index))


def test_the_same_seed_tells_the_same_story_and_another_seed_another() -> None:
    first, again, other = (generate(seed=seed, accounts=50, until=UNTIL) for seed in (7, 7, 8))
    assert first.buyers == again.buyers
    assert all(np.array_equal(one, two) for one, two in zip(first.ledger, again.ledger, strict=True))
    assert first.buyers != other.buyers


@pytest.mark.parametrize("accounts", [0, 1, 2, 7])
def test_the_smallest_firms_can_be_told_too(accounts: int) -> None:
    story = generate(accounts=accounts, until=UNTIL, years=1)
    assert len(story.buyers) == accounts
    assert len(story.ledger.amount) == len(story.ledger.who)


def test_nothing_happens_outside_the_story(story: Story) -> None:
    days = story.ledger.day
    assert (days.min(), story.day(days.max())) == (0, UNTIL)
    assert np.all(np.diff(days) >= 0)
    assert story.ledger.return_day.max() <= days.max()


def test_an_order_is_the_sum_of_its_lines_and_gives_back_no_more_than_that(story: Story) -> None:
    ledger = story.ledger
    assert np.array_equal(np.bincount(ledger.line_order, weights=ledger.line_amount), ledger.amount)
    assert np.all(ledger.refunded <= ledger.amount)
    assert ledger.return_amount.sum() == ledger.refunded.sum() > 0


def test_a_buyer_orders_about_ten_times_and_a_fifth_of_them_bring_four_fifths(story: Story) -> None:
    known = story.ledger.who >= 0
    totals = np.sort(np.bincount(story.ledger.who[known], weights=story.ledger.amount[known]))[::-1].cumsum()
    assert 8 < known.sum() / 2000 < 13
    assert 0.1 < np.count_nonzero(totals < totals[-1] * 0.8) / 2000 < 0.3


def test_regulars_keep_an_interval_of_their_own(story: Story) -> None:
    orders = story.ledger.who[having(story, "regular")]
    often, _ = Counter(orders.tolist()).most_common(1)[0]
    gaps = np.diff(story.ledger.day[story.ledger.who == often])
    assert gaps.std() < gaps.mean() * 0.6


def test_christmas_comes_in_november_and_december(story: Story) -> None:
    months = {story.day(day).month for day in story.ledger.day[having(story, "christmas")]}
    assert months == {11, 12}


def test_some_drift_away_and_some_never_bought(story: Story) -> None:
    last = dict(zip(story.ledger.who.tolist(), story.ledger.day.tolist(), strict=True))
    drifting = [who for who in last if who >= 0 and HABITS[story.habit[who]].name == "drifting"]
    assert np.mean([1095 - last[who] for who in drifting]) > 30
    assert not having(story, "never").any()


def test_the_list_holds_the_names_that_break_software(story: Story) -> None:
    names = {buyer.name for buyer in story.buyers}
    assert names >= {" ".join(name.split()) for name in AWKWARD}
    assert len({buyer.email for buyer in story.buyers if buyer.email}) == sum(
        bool(buyer.email) for buyer in story.buyers
    )


def test_nobody_can_be_reached_by_accident(story: Story) -> None:
    assert all(buyer.email.endswith(".example") for buyer in story.buyers if buyer.email)
    dramatic = (
        "+442079460",
        "+441134960",
        "+441144960",
        "+441154960",
        "+441214960",
        "+441314960",
        "+441414960",
    )
    assert all(buyer.phone.startswith(dramatic) for buyer in story.buyers if buyer.phone)


def test_the_file_holds_the_same_money_as_the_ledger(story: Story, tmp_path: Path) -> None:
    count = write_csv(tmp_path / "orders.csv", story)
    with (tmp_path / "orders.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    assert list(rows[0]) == HEADER
    money = sum(Decimal(row["Unit price"]) * int(row["Quantity"]) for row in rows)
    paid = story.ledger.amount[story.ledger.status == 0].sum() - story.ledger.refunded.sum()
    assert money == Decimal(int(paid)) / 100


def test_the_file_can_be_written_as_a_german_shop_would(tmp_path: Path) -> None:
    small = generate(accounts=5, until=UNTIL)
    style = Style(delimiter=";", decimal=",", encoding="cp1252", days="%d.%m.%Y", header=False)
    write_csv(tmp_path / "orders.csv.gz", small, style)
    with gzip.open(tmp_path / "orders.csv.gz", "rt", encoding="cp1252", newline="") as file:
        first = next(csv.reader(file, delimiter=";"))
    assert first[8] in {f"{product.pence / 100:.2f}".replace(".", ",") for product in PRODUCTS}
    assert first[1].count(".") == 2
