"""kill -9 of any part, and of all: what was whole stays whole, and the next start needs no help."""

import random
import time
from pathlib import Path

import psutil
import pytest

from regulars.operations.backup import verifying
from regulars.operations.tests.installations import Up, processes_of, regulars, start_regulars, wait_for

pytestmark = pytest.mark.slow

CHANCE = random.Random(20111209)


def test_after_a_kill_of_everything_the_next_start_is_well(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        up.kill_everything()
        wait_for(lambda: not processes_of(data))
    with Up(data) as up:
        up.wait_until_well()


def test_what_a_killed_supervisor_leaves_ends_by_itself(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        up.process.kill()
        wait_for(lambda: only_the_database_is_left(data), patience=20)
        with Up(data) as again:
            again.wait_until_well()


def only_the_database_is_left(data: Path) -> bool:
    try:
        return {process.name() for process in processes_of(data)} <= {"postgres"}
    except psutil.NoSuchProcess:  # ended between being listed and being asked
        return False


def test_the_next_start_does_not_wait_for_what_a_killed_one_left(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        up.process.kill()
        up.process.wait()
        with Up(data) as again:
            again.wait_until_well()


@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_part_that_dies_is_started_again_and_it_is_said(data: Path, part: str) -> None:
    with Up(data) as up:
        up.wait_until_well()
        (first,) = up.children(part)
        first.kill()
        wait_for(lambda: "ended unexpectedly" in up.told(), up.told)
        wait_for(lambda: first not in up.children(part) and up.children(part), up.told)
        up.wait_until_well()


def test_a_killed_database_is_started_again_and_everything_gets_well(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        pid = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
        next(process for process in processes_of(data) if process.pid == pid).kill()
        wait_for(lambda: "The database ended unexpectedly" in up.told(), up.told)
        up.wait_until_well()


def test_a_first_start_killed_anywhere_is_finished_by_the_next(fresh: Path) -> None:
    for _ in range(5):
        killed = start_regulars(fresh, "owner-link")
        time.sleep(CHANCE.uniform(0.2, 2.5))  # any moment must do
        killed.kill()
        killed.wait()
    done = regulars(fresh, "owner-link")
    assert done.returncode == 0, done.stderr
    assert regulars(fresh, "check").stdout.endswith("All well.\n")


def test_a_backup_killed_anywhere_leaves_a_whole_one_or_none(data: Path, tmp_path: Path) -> None:
    (data / "files" / "big.bin").write_bytes(CHANCE.randbytes(30_000_000))
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(6):
        killed = start_regulars(data, "backup", str(folder / f"{number}.regulars"))
        time.sleep(CHANCE.uniform(0.8, 2.6))  # any moment must do
        killed.kill()
        killed.wait()
    for whole in folder.glob("*.regulars"):
        verifying.verify(whole)
    assert regulars(data, "backup", str(folder / "last.regulars")).returncode == 0
    assert not list(folder.glob(".*"))
    verifying.verify(folder / "last.regulars")
