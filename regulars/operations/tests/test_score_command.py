"""bin/regulars score: everybody scored from the command line, with words for people and JSON for programs."""

import argparse
import json
from datetime import date, timedelta

import pytest
from rich.console import Console

from regulars.lib.errors import BadInput
from regulars.operations.command_line import parser_of
from regulars.operations.commands import Options, score
from regulars.retention.models import Score, ScoringRun
from tests.cast import Cast, order

AS_OF = date(2026, 6, 30)


def ran(*arguments: str) -> None:
    options = Options()
    parser_of("score", score).parse_args(list(arguments), namespace=options)
    options.console = Console(stderr=True, quiet=True)
    score.run(options)


@pytest.fixture
def harbour(cast: Cast) -> Cast:
    for back in range(71, 391, 32):
        order(cast.harbour, AS_OF - timedelta(days=back))
    order(cast.vets, AS_OF)
    return cast


def test_it_scores_as_of_where_the_orders_reach_and_says_what_it_found(
    harbour: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    ran()
    assert capsys.readouterr().out == (
        "Scored 4 accounts with 11 orders as of 2026-06-30: 1 at risk, 0 slipping.\n"
    )
    assert Score.objects.count() == 4


def test_json_is_one_line_for_programs(harbour: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    ran("--json", "--as-of", "2026-05-01")
    result = json.loads(capsys.readouterr().out)
    assert (result["as_of"], result["orders"], result["at_risk"]) == ("2026-05-01", 10, 0)
    assert result["standing"]["customer"] == 1
    assert ScoringRun.objects.get(pk=result["run"]).as_of == date(2026, 5, 1)


def test_a_day_that_is_none_is_refused_with_what_was_expected(harbour: Cast) -> None:
    with pytest.raises(BadInput, match="yesterday is not a day; write it as 2011-12-09"):
        ran("--as-of", "yesterday")


def test_without_orders_it_says_what_to_do_first(cast: Cast) -> None:
    with pytest.raises(BadInput, match="import orders"):
        ran()
    assert not ScoringRun.objects.exists()


def test_help_tells_both_options() -> None:
    words = parser_of("score", score).format_help()
    assert "--as-of" in words
    assert "--json" in words
    assert isinstance(parser_of("score", score), argparse.ArgumentParser)
