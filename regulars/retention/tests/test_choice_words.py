"""Which way of counting was chosen and why, in words that need no statistics."""

from typing import Any

import pytest

from regulars.retention.choice_facts import ChoiceFact
from regulars.retention.choice_words import WAYS, chosen_and_why, ways
from regulars.retention.scoring.models import FLAT
from regulars.team.models import Firm

YEAR = [0.9, 0.9, 1.0, 0.9, 0.8, 0.7, 0.6, 0.7, 1.0, 1.1, 1.6, 1.8]


def choice(**more: Any) -> ChoiceFact:
    found: dict[str, Any] = {
        "name": "pareto/nbd",
        "version": "choice 2",
        "compared": "compared",
        "rivals": [
            {"name": name, "log_loss": loss}
            for name, loss in (
                ("pareto/nbd", 0.41), ("bg/nbd", 0.43), ("mbg/nbd", 0.44), ("mbg/cnbd-2", 0.46), ("nbd", 0.5),
            )
        ],
        "looks": [{"day": "2025-10-21", "days": 126}, {"day": "2026-02-24", "days": 126}],
        "tried_on": 400, "customers": 400, "fitted": 400, "before": 0,
        "since": "2023-07-02", "until": "2026-06-30",
        "season": "covered", "factors": YEAR,
        "chances": {"kept": True, "without": 0.2, "with_it": 0.19},
        "no_leaving_seen": False,
    }  # fmt: skip
    return found | more  # type: ignore[return-value] # some of its keys are given


def said(**more: Any) -> str:
    return " ".join(chosen_and_why(choice(**more), Firm()))


def test_what_was_chosen_is_said_with_how_and_what_came_second() -> None:
    text = said()
    assert text.startswith(
        "We compared five ways of counting on your own past, pretending it was 21 Oct 2025 and 24 Feb 2026, and kept "
        "the one whose chances came nearest to what people then did: everybody comes at a pace of their own, and may "
        "leave at any time. The next best was further off: everybody comes at a pace of their own, and may leave after "
        "any order but the first."
    )
    assert "Nearly as good" in said(
        rivals=[{"name": "pareto/nbd", "log_loss": 0.41}, {"name": "nbd", "log_loss": 0.411}]
    )


def test_the_season_is_said_by_its_liveliest_and_its_quietest_month() -> None:
    assert "Your year has a season: December is 1.8 times an average month, July 0.6 times." in said()
    assert "a quiet July is not taken for leaving, and a busy December is expected" in said()
    assert "guessed from those around them" in said(season="partly")
    assert "none is far from an average one" in said(factors=[1.0] * 11 + [FLAT])


@pytest.mark.parametrize(
    ("season", "words"),
    [
        ("too_short", "do not cover a whole year yet"),
        ("one_cohort", "all began at about the same time"),
        ("did_not_help", "counting every month alike came nearer"),
        ("not_compared", "What we learnt"),
    ],
)
def test_without_a_season_it_is_said_why(season: str, words: str) -> None:
    text = said(season=season, factors=None)
    assert "Your year has a season" not in text
    assert (words in text) == (season != "not_compared")


def test_what_earlier_forecasts_taught_is_said() -> None:
    assert "that brought them 5% nearer" in said()
    assert "did not help, so they are left" in said(chances={"kept": False, "without": 0.2, "with_it": 0.21})
    assert "Correcting" not in said(chances={"kept": False, "without": None, "with_it": None})


def test_with_too_little_to_compare_that_is_said_instead() -> None:
    nothing: dict[str, Any] = {"rivals": [], "looks": [], "name": "mbg/nbd"}
    short = said(compared="too_short", since="2026-06-20", **nothing)
    assert short.startswith("Too little history to compare ways of counting: your orders cover 10 days.")
    few = said(compared="too_few", customers=12, **nothing)
    assert few.startswith(
        "Too few customers to compare ways of counting: you have 12, and it takes about 50."
    )


def test_who_began_before_the_records_and_that_nobody_was_seen_to_leave_are_said() -> None:
    text = said(before=3, no_leaving_seen=True)
    assert "3 of your customers seem to have come before your records begin" in text
    assert (
        "No sign of leaving yet: your orders cannot tell a customer who left for good from a slow one."
        in text
    )


def test_every_way_has_its_words_and_the_kept_one_is_marked() -> None:
    rows = ways(choice())
    assert {row.name for row in rows} == set(WAYS)
    assert [row.name for row in rows if row.chosen] == ["pareto/nbd"]
    assert rows[0].off == "0.410"
