"""bin/regulars lifetime fit and compare: the published numbers, and a sentence for what cannot be told."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regulars.operations import command_line
from regulars.operations.commands import available
from regulars.operations.tests.installations import ROOT, environment

Capture = pytest.CaptureFixture[str]
CDNOW = ("--unit", "week", "--end", "1997-09-30", "--holdout-end", "1998-06-30")
# model → parameters, standard errors, log-likelihood (shared facts, part 2)
FITS = {
    "nbd": ((0.384766, 12.0720), (0.0210, 0.809), -9763.6576),
    "bg/nbd": ((0.242595, 4.41360, 0.792922, 2.42591), (0.0126, 0.378, 0.186, 0.705), -9582.4292),
    "MBG/NBD": ((0.524843, 6.18309, 0.891359, 1.61400), (0.083, 0.696, 0.155, 0.537), -9582.1357),
    "pareto-nbd": ((0.553277, 10.5777, 0.606240, 11.6687), (0.0476, 0.843, 0.187, 6.21), -9594.9762),
}
# total, MAE, RMSE, AUC, log loss, Brier, ECE (part 5)
HELD = {
    "nbd": (2929.8, 1.0410, 1.8595, 0.7739, 0.5745, 0.1821, 0.134),
    "bg/nbd": (1653.4, 0.7855, 1.6080, 0.7569, 0.5056, 0.1612, 0.053),
    "MBG/NBD": (1576.7, 0.7648, 1.6072, 0.7601, 0.5053, 0.1614, 0.055),
    "pareto-nbd": (1665.5, 0.7545, 1.6028, 0.7712, 0.5084, 0.1619, 0.068),
}


@pytest.fixture
def sample(shared_data: Callable[[str], Path]) -> str:
    return str(shared_data("cdnow_sample.csv"))


def told(capsys: Capture, *typed: str) -> Any:
    """What the command prints under --json."""
    assert command_line.main(["--quiet", "lifetime", *typed, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: Capture, *typed: str) -> str:
    """The sentence the command ends with."""
    try:
        code = command_line.main(["--quiet", "lifetime", *typed])
    except SystemExit as ended:
        code = int(ended.code or 0)
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    return said.err.strip().splitlines()[-1]


def orders(tmp_path: Path, *lines: str, name: str = "orders.csv") -> str:
    path = tmp_path / name
    path.write_text("\n".join(("customer,date,amount", *lines)) + "\n")
    return str(path)


@pytest.mark.parametrize("model", FITS)
def test_fit_prints_the_published_parameters(model: str, sample: str, capsys: Capture) -> None:
    found = told(capsys, "fit", sample, "--model", model, *CDNOW)
    values, errors, likelihood = FITS[model]
    assert tuple(found["parameters"].values()) == pytest.approx(values, rel=1e-5)
    assert tuple(found["standard_errors"].values()) == pytest.approx(errors, rel=5e-3)
    assert found["log_likelihood"] == pytest.approx(likelihood, abs=1e-4)
    assert (found["customers"], found["repeat_purchases"], found["prior"]) == (2357, 2457, "none")


@pytest.mark.parametrize("model", HELD)
def test_fit_prints_the_known_holdout(model: str, sample: str, capsys: Capture) -> None:
    found = told(capsys, "fit", sample, "--model", model, "--prior", "none", *CDNOW)["holdout"]
    total, mae, rmse, auc, loss, brier, ece = HELD[model]
    assert (found["actual_total"], found["days"], found["buyers"]) == (1882, 273, 684)
    assert found["total"] == pytest.approx(total, abs=0.051)
    assert (found["mae"], found["rmse"], found["auc"]) == pytest.approx((mae, rmse, auc), abs=5.1e-5)
    assert found["brier"] == pytest.approx(brier, abs=5.1e-5)
    assert found["log_loss"] == pytest.approx(loss, abs=1.5e-4)
    assert found["ece"] == pytest.approx(ece, abs=2e-3)


def test_spend_and_value_are_told_where_there_are_amounts(sample: str, capsys: Capture) -> None:
    found = told(capsys, "fit", sample, "--model", "bg/nbd", *CDNOW)
    spend, value = found["spend"], found["value"]
    assert tuple(spend["parameters"].values()) == pytest.approx((6.24957, 3.74422, 15.44353), rel=1e-5)
    assert spend["log_likelihood"] == pytest.approx(-4055.9177, abs=1e-4)
    assert (spend["customers"], round(spend["correlation_with_purchases"], 3)) == (946, 0.114)
    assert found["holdout"]["spend_total"] == pytest.approx(59_932, abs=1)
    assert found["holdout"]["spend_actual"] == pytest.approx(70_976, abs=1)
    assert value["mean_low"] < value["mean"] < value["mean_high"]
    assert value["total"] == pytest.approx(value["mean"] * 2357)
    dearer = told(capsys, "fit", sample, "--model", "bg/nbd", "--discount", "0.1", *CDNOW)["value"]
    assert 0.92 < dearer["total"] / value["total"] < 0.97


def test_the_unit_moves_the_times_and_nothing_else(sample: str, capsys: Capture) -> None:
    days = told(capsys, "fit", sample, "--model", "bg/nbd", *CDNOW, "--unit", "day")
    months = told(capsys, "fit", sample, "--model", "bg/nbd", *CDNOW, "--unit", "month")
    assert days["parameters"]["alpha"] == pytest.approx(7 * 4.41360, rel=1e-5)
    assert days["log_likelihood"] == pytest.approx(-14363.5304, abs=1e-4)
    assert (months["unit_days"], months["parameters"]["r"]) == (30.4375, pytest.approx(0.242595, rel=1e-5))
    assert days["holdout"]["total"] == pytest.approx(months["holdout"]["total"], rel=1e-8)


def test_compare_has_a_row_for_every_model_and_its_baselines(sample: str, capsys: Capture) -> None:
    found = told(capsys, "compare", sample, *CDNOW)
    rows = {one["name"]: one for one in found["models"]}
    assert list(rows) == [
        *("NBD", "BG/NBD", "MBG/NBD", "MBG/CNBD-1", "Pareto/NBD", "chosen: Pareto/NBD"),
        *("rate × horizon", "recency"),
    ]
    assert [name for name, row in rows.items() if row["baseline"]] == ["NBD", "rate × horizon", "recency"]
    assert rows["BG/NBD"]["total"] == pytest.approx(1653.4, abs=0.051)
    assert rows["chosen: Pareto/NBD"]["log_loss"] <= 0.500
    rate, recency = rows["rate × horizon"], rows["recency"]
    assert (rate["mae"], rate["rmse"], rate["auc"]) == pytest.approx((1.02, 2.21, 0.7739), abs=5e-3)
    assert recency["auc"] == pytest.approx(0.7714, abs=5e-5)
    assert (recency["total"], recency["brier"], rate["log_loss"]) == (None, None, None)


def test_compare_without_days_fits_the_first_two_thirds_and_says_so(sample: str, capsys: Capture) -> None:
    found = told(capsys, "compare", sample)
    assert (found["end"], found["holdout_end"]) == ("1997-12-30", "1998-06-30")
    assert len(found["notes"]) == 2
    assert command_line.main(["lifetime", "compare", sample]) == 0
    said = capsys.readouterr().out
    assert "first two thirds of the time, up to 1997-12-30" in said
    assert "Recency ranks; it forecasts no number." in said


def test_online_retail_is_read_as_it_is_and_shows_no_sign_of_leaving(
    shared_data: Callable[[str], Path], capsys: Capture
) -> None:
    file = str(shared_data("online_retail.csv.gz"))
    days = ("--end", "2011-06-08", "--holdout-end", "2011-12-08")
    found = told(capsys, "fit", file, "--model", "bg/nbd", *days)
    assert found["sign_of_leaving"] is False
    assert found["rows"]["negative"] > 1_000
    assert found["holdout"]["total"] > 0.8 * found["holdout"]["actual_total"]
    assert command_line.main(["lifetime", "fit", file, "--model", "bg/nbd", *days]) == 0
    said = capsys.readouterr().out
    assert "No sign of leaving yet" in said
    assert "refunds were set against the purchases they cancel" in said


def test_the_text_says_what_each_number_means(sample: str, capsys: Capture) -> None:
    assert command_line.main(["lifetime", "fit", sample, *CDNOW]) == 0
    said = capsys.readouterr().out
    for words in (
        "Pareto/NBD",
        "half are gone after",
        "log-likelihood",
        "0 is honest",
        "Chosen on orders before",
    ):
        assert words in said
    assert max(map(len, said.splitlines())) < 150
    assert command_line.main(["lifetime", "fit", sample, "--model", "mbg/cnbd-2", *CDNOW]) == 0
    assert "r / (k alpha)" in capsys.readouterr().out


def test_without_an_end_the_last_day_is_taken_and_said(tmp_path: Path, capsys: Capture) -> None:
    file = orders(tmp_path, "ana,2026-01-01,5", "ana,2026-02-01,7", "ben,2026-01-15,3", "ben,2026-03-01,4")
    found = told(capsys, "fit", file, "--model", "nbd")
    assert (found["end"], found["holdout"]) == ("2026-03-01", None)
    assert found["notes"] == ["No --end was given: 2026-03-01 is the last day in the file."]
    later = told(capsys, "fit", file, "--model", "nbd", "--end", "2026-04-01")
    assert "days after it count as days without orders" in later["notes"][0]


def test_a_handful_of_customers_gets_an_honest_answer(tmp_path: Path, capsys: Capture) -> None:
    lines = [f"c{i},2026-0{1 + i % 3}-0{1 + i},10" for i in range(8)] + [
        "c1,2026-05-01,12",
        "c2,2026-05-09,8",
    ]
    for model in ("nbd", "bg/nbd", "mbg/nbd", "mbg/cnbd-k", "pareto/nbd", "chosen"):
        for prior in ("none", "weak"):
            file = orders(tmp_path, *lines)
            found = told(capsys, "fit", file, "--model", model, "--prior", prior)
            assert all(value > 0 for value in found["parameters"].values())
            assert found["value"]["mean_low"] <= found["value"]["mean"] <= found["value"]["mean_high"]


def test_too_few_to_choose_from_is_said_and_the_table_goes_without(tmp_path: Path, capsys: Capture) -> None:
    file = orders(tmp_path, "ana,2026-01-01,5", "ana,2026-01-09,5", "ben,2026-01-15,3", "ben,2026-02-11,3")
    assert refused(capsys, "fit", file).startswith("No model can be chosen: 2 customers are too few")
    found = told(capsys, "compare", file)
    assert [one["name"] for one in found["models"]][-3:] == ["Pareto/NBD", "rate × horizon", "recency"]
    assert found["notes"][-1].startswith("No model can be chosen")


def test_nobody_who_came_back_is_said_in_a_sentence(tmp_path: Path, capsys: Capture) -> None:
    file = orders(tmp_path, "ana,2026-01-01,5", "ben,2026-01-15,3", "cy,2026-02-15,3")
    assert refused(capsys, "fit", file, "--model", "bg/nbd").startswith(
        "Nobody had bought twice by 2026-02-15"
    )
    found = told(capsys, "fit", file, "--model", "bg/nbd", "--prior", "weak")
    assert found["spend"] is None
    assert "nothing is said of money" in found["notes"][-1]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--model", "lstm"), "There is no model lstm. There are NBD, BG/NBD"),
        (("--end", "30.9.1997"), "30.9.1997 is not a day; write it as 1997-09-30."),
        (("--end", "1996-01-01"), "--end 1996-01-01 is before the first order, which is of 2026-01-01."),
        (
            ("--end", "2026-01-20", "--holdout-end", "2026-01-10"),
            "The holdout ends on 2026-01-10; it must end after",
        ),
        (("--holdout-end", "2026-02-01"), "--holdout-end needs --end"),
        (("--customer", "nobody"), "nobody"),
        (("--unit", "fortnight"), "fortnight"),
        (("--k", "0"), "0 is not a whole number from 1 to 50."),
        (("--discount", "-1"), "-1 is no yearly rate; 0.1 is 10 %."),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(
    typed: tuple[str, ...], sentence: str, tmp_path: Path, capsys: Capture
) -> None:
    file = orders(tmp_path, "ana,2026-01-01,5", "ana,2026-01-09,5", "ben,2026-01-15,3", "ben,2026-02-11,3")
    assert sentence in refused(capsys, "fit", file, *typed)


def test_a_file_that_is_missing_or_empty_or_of_something_else_is_said(
    tmp_path: Path, capsys: Capture
) -> None:
    assert "There is no file" in refused(capsys, "fit", str(tmp_path / "nothing.csv"))
    assert "is empty" in refused(capsys, "fit", orders(tmp_path))
    (tmp_path / "blank.csv").touch()
    assert "blank.csv" in refused(capsys, "fit", str(tmp_path / "blank.csv"))
    (tmp_path / "menu.csv").write_text("dish,kitchen\nsoup,warm\n")
    assert "--customer" in refused(capsys, "fit", str(tmp_path / "menu.csv"))
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 not really")
    assert "broken.parquet" in refused(capsys, "compare", str(tmp_path / "broken.parquet"))


def test_the_commands_need_no_installation_and_no_django(tmp_path: Path) -> None:
    assert {name for name, found in available().items() if found.alone} == {
        "lifetime compare",
        "lifetime fit",
        "sbom",
    }
    file = orders(tmp_path, "ana,2026-01-01,5", "ana,2026-02-01,7", "ben,2026-01-15,3", "ben,2026-03-01,4")
    program = (
        "import sys\nfrom regulars.operations import command_line\n"
        f"code = command_line.main(['lifetime', 'fit', {file!r}, '--model', 'nbd', '--json'])\n"
        "from django.conf import settings\nprint(code, settings.configured, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        env=environment(REGULARS_DATA=str(tmp_path / "data"), HOME=os.fspath(tmp_path)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "0 False\n"
    assert json.loads(done.stdout)["customers"] == 2
    assert not (tmp_path / "data").exists()


def test_a_bug_in_such_a_command_is_told_as_one(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    file = orders(tmp_path, "ana,2026-01-01,5", "ana,2026-02-01,7")
    monkeypatch.setattr("regulars.operations.commands.lifetime.fit.fit_answer", breaks)
    assert command_line.main(["lifetime", "fit", file]) == 1
    assert (
        capsys.readouterr().err == "This is a bug in Regulars (ZeroDivisionError); --traceback shows where.\n"
    )
    assert command_line.main(["lifetime", "fit", file, "--traceback"]) == 1
    assert "in breaks" in capsys.readouterr().err
