"""What bin/bench lifetime says, and that our side of it runs, without the peers."""

import json
from pathlib import Path

import pytest

from benches import lifetime
from benches.beside import growth, inputs, ours, peers, timing
from benches.beside.operations import NAMES, OPERATIONS, Operation
from benches.beside.turns import Bench, Line, apart, best, times, verdict

FIT = Operation("bgnbd", "BG/NBD fit", lifetimes=20, aim=40, pymc=15, megabytes=800)


def turn(cpu: float, megabytes: float = 100.0, **more: object) -> Line:
    return {"cpu": cpu, "wall": cpu, "megabytes": megabytes, "imports": 0.5, "best_of": 1, **more}


def test_a_ratio_is_the_peers_cpu_over_ours() -> None:
    line = verdict(FIT, {"ours": turn(0.2), "lifetimes": turn(15.0), "pymc": turn(12.0)})
    assert (line["value"], line["limit"], line["pymc"], line["pymc_limit"]) == (75.0, 20, 60.0, 15)
    assert line["ok"] is True
    assert line["lifetimes_side"]["cpu"] == 15.0


@pytest.mark.parametrize(
    "sides",
    [
        {"ours": turn(1.0), "lifetimes": turn(19.0), "pymc": turn(99.0)},
        {"ours": turn(1.0), "lifetimes": turn(99.0), "pymc": turn(14.0)},
        {"ours": turn(1.0, megabytes=801), "lifetimes": turn(99.0), "pymc": turn(99.0)},
        {"ours": turn(1.0), "lifetimes": {"failed": "out of memory"}, "pymc": turn(99.0)},
        {"ours": {"failed": "no such column"}, "lifetimes": turn(99.0)},
    ],
    ids=["slower than lifetimes allows", "than pymc", "too much memory", "the peer broke", "ours broke"],
)
def test_what_misses_or_breaks_is_not_ok(sides: dict[str, Line]) -> None:
    assert verdict(FIT, sides)["ok"] is False


def test_nothing_is_ok_that_was_not_compared() -> None:
    free = Operation("cdnow", "BG/NBD fit of CDNOW", lifetimes=10)
    line = verdict(free, {"ours": turn(1.0)})
    assert (line["ok"], line["value"], line["apart"]) == (None, None, None)
    assert times(turn(1.0), None) is None


def test_the_best_turn_counts_and_the_greatest_memory() -> None:
    both = best([turn(3.0, 90.0), turn(2.0, 120.0), turn(4.0, 80.0)])
    assert (both["cpu"], both["megabytes"]) == (2.0, 120.0)
    assert best([turn(1.0), {"failed": "gone"}]) == {"failed": "gone"}


def test_results_are_compared_figure_by_figure() -> None:
    assert apart({"answer": [1.0, 200.0]}, {"answer": [1.0, 198.0]}) == pytest.approx(0.01)
    assert apart({"answer": []}, {"answer": [1.0]}) is None


def test_growth_is_told_as_a_power_and_carried_on() -> None:
    lines = [(10_000, {"summary": turn(0.1, 100.0)}), (100_000, {"summary": turn(1.0, 190.0)})]
    assert growth.power(0.1, 1.0, 10) == pytest.approx(1.0)
    assert "n^1.00: 1000 CPU seconds, 100 GB" in growth.outlook(lines)
    assert "13 workers" in growth.outlook(lines)
    assert "Two sizes" in growth.outlook(lines[:1])


def test_a_repetition_forgets_what_the_one_before_kept() -> None:
    kept: list[int] = []
    seen: list[int] = []

    def work() -> None:
        seen.append(len(kept))
        kept.append(1)

    cpu, wall, count, _ = timing.timed(work, kept.clear)
    assert count == timing.MOST
    assert set(seen) == {0}
    assert cpu >= 0
    assert wall >= 0


def test_peers_are_told_apart_from_other_folders(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("dear")
    with pytest.raises(SystemExit, match="--peers"):
        peers.python_of(tmp_path)
    assert (tmp_path / "letters").exists()
    assert "PYTHONPATH" not in peers.plain_environment()


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs") / "customers-1000"
    inputs.made(folder, 1_000)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_our_side_does_every_operation(name: str, thousand: Path) -> None:
    work, figures = ours.OPERATIONS[name](thousand)
    assert all(figure > 0 for figure in figures(work()))


def test_made_up_customers_are_what_they_are_said_to_be(thousand: Path) -> None:
    x = ours.customers(thousand)["x"]
    assert x.size == 1_000
    assert 0.2 < (x == 0).mean() < 0.34
    assert {operation.name for operation in OPERATIONS} == set(ours.OPERATIONS)


def test_a_run_of_our_side_prints_one_line_an_operation(
    thousand: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warm_up = thousand.with_name(f"customers-{lifetime.WARM_UP}")
    warm_up.symlink_to(thousand)
    sizes = ["--customers", "1000", "--fewer", "1000", "--rounds", "1", "--inputs", str(thousand.parent)]
    assert lifetime.main(["--sides", "ours", "--only", "alive", *sizes]) == 0
    machine, line = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    assert machine["measure"] == "machine"
    assert line["measure"] == "P(alive)"
    assert line["ours_side"]["cpu"] > 0


def test_a_side_that_breaks_says_how(thousand: Path, tmp_path: Path) -> None:
    bench = Bench({"customers": tmp_path, "warm_up": thousand}, None)
    assert "customers.npz" in bench.turn("ours", OPERATIONS[1])["failed"]
