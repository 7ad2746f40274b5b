"""bin/regulars import …: the engine of the wizard, from a terminal."""

import csv
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from regulars.operations.tests.installations import regulars

pytestmark = pytest.mark.slow
HEADER = ["Order", "Date", "Customer number", "Customer", "Code", "Quantity", "Unit price"]
ROWS = [
    ["1", "2026-03-01", "17", "Ines", "BUN", "6", "2.50"],
    ["2", "2026-03-02", "", "", "BUN", "1", "2.50"],
    ["C3", "2026-03-03", "17", "Ines", "BUN", "-1", "2.50"],
    ["4", "never", "17", "Ines", "=cmd()", "1", "2.50"],
]


def write(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def last_line(out: str) -> dict[str, int]:
    figures: dict[str, int] = json.loads(out.splitlines()[-1])
    return figures


def test_orders_come_in_once_are_listed_and_taken_back(data: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", ROWS)
    dry = regulars(data, "import", "orders", str(path), "--dry-run", "--json")
    figures = {"new": 2, "known": 0, "changed": 0, "refunds": 1, "walk_in_lines": 1, "rejected_lines": 1}
    assert (dry.returncode, last_line(dry.stdout)) == (0, figures), dry.stderr
    done = regulars(data, "import", "orders", str(path), "--json", "--rejected", str(tmp_path / "out.csv"))
    assert (done.returncode, last_line(done.stdout)) == (0, figures), done.stderr
    assert "the date cannot be read" in done.stderr
    left_out = (tmp_path / "out.csv").read_text().splitlines()
    assert left_out[1].startswith("5,the date cannot be read: “never”,4,never,17,Ines,'=cmd()")
    again = regulars(data, "import", "orders", str(path), "--json", "--no-score")
    assert last_line(again.stdout) == figures | {"new": 0, "known": 2, "refunds": 0}
    listed = regulars(data, "import", "list").stdout.splitlines()
    assert [line.split()[-2:] for line in listed] == [["0", "new"], ["2", "new"]]
    later, first = (line.split()[0] for line in listed)
    refused = regulars(data, "import", "revert", first)
    assert (refused.returncode, "Revert that one first" in refused.stderr) == (2, True)
    for number in (later, first):
        back = regulars(data, "import", "revert", number)
        assert (back.returncode, back.stdout.strip()) == (0, "orders.csv is taken back.")
    assert regulars(data, "import", "revert", first).returncode == 2
    people = write(tmp_path / "people.csv", [["Ines Duarte", "ines@harbour.example"]], ["Name", "E-mail"])
    done = regulars(data, "import", "people", str(people), "--json")
    assert last_line(done.stdout) == {"new": 1, "known": 0, "changed": 0, "rejected_lines": 0}


def test_what_cannot_be_known_is_asked_for_with_the_flag_that_answers_it(data: Path, tmp_path: Path) -> None:
    path = write(
        tmp_path / "orders.csv", [["1", "03/04/2026", "Ines", "5"]], ["Order", "Date", "Customer", "Amount"]
    )
    asked = regulars(data, "import", "orders", str(path))
    assert asked.returncode == 2
    assert "could be read two ways" in asked.stderr
    assert "--dates" in asked.stderr
    assert (
        regulars(data, "import", "orders", str(path), "--dates", "dmy", "--no-score", "--json").returncode
        == 0
    )
    for wrong in (["--map", "nonsense"], ["--map", "date=Nowhere"], ["--currency", "ZZZ"]):
        refused = regulars(data, "import", "orders", str(path), *wrong)
        assert refused.returncode == 2, wrong
        assert "Traceback" not in refused.stderr
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    assert "PDF" in regulars(data, "import", "orders", str(tmp_path / "x.pdf")).stderr
    assert "There is no file" in regulars(data, "import", "orders", str(tmp_path / "none.csv")).stderr


@pytest.fixture
def small_disk(migrated: Path, fresh: Path) -> Iterator[Path]:
    """An installation on a disk with a few megabytes of room."""
    used = int(
        subprocess.run(
            ["du", "-sk", str(migrated)], capture_output=True, check=True, text=True
        ).stdout.split()[0]
    )
    fresh.mkdir()
    size = f"size={used // 1024 + 40}m"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "none", str(fresh)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root, outside a closed container")
    try:
        subprocess.run(["cp", "-a", f"{migrated}/.", str(fresh)], check=True)
        yield fresh
    finally:
        subprocess.run(["umount", str(fresh)], check=True)


def test_when_the_disk_is_full_nothing_is_changed_and_a_smaller_file_goes_in(
    small_disk: Path, tmp_path: Path
) -> None:
    many = [[str(n // 3), "2026-03-01", str(n % 999), "", f"P{n % 97}", "1", "2.50"] for n in range(250_000)]
    large, small = write(tmp_path / "large.csv", many), write(tmp_path / "small.csv", many[:300])
    refused = regulars(small_disk, "import", "orders", str(large), "--no-score", timeout=120)
    assert refused.returncode == 2, refused.stderr
    assert "disk is full" in refused.stderr
    done = regulars(small_disk, "import", "orders", str(small), "--no-score", "--json")
    assert (done.returncode, last_line(done.stdout)["new"]) == (0, 100), done.stderr
