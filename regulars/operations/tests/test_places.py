"""Where and as whom it runs: long paths, spaces, an ordinary user, somebody else's folder."""

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from regulars.operations.data_folder import DataFolder
from regulars.operations.problems import Problem
from regulars.operations.tests.installations import ROOT, Up

LENGTH = 140


def awkward(folder: Path) -> Path:
    """A folder whose path has spaces and quotes and is 140 characters long."""
    start = folder / "Dana's shop & café"
    return start / ("x" * (LENGTH - len(str(start)) - 1))


@pytest.mark.slow
def test_it_runs_from_and_on_a_path_of_140_characters_with_spaces(fresh: Path) -> None:
    place = awkward(fresh.parent)
    assert len(str(place)) == LENGTH
    copy_of_the_clone(place)
    with Up(place / "data", root=place) as up:
        up.wait_until_well()


@pytest.mark.slow
def test_an_ordinary_user_runs_it(fresh: Path) -> None:
    """The suite runs as root in CI; where it does not, all the other tests are this test."""
    if os.geteuid() != 0:
        pytest.skip("not root: every other test shows it")
    python = python_for_everybody()
    nobody = pwd.getpwnam("nobody")
    place = fresh.parent / "home"
    copy_of_the_clone(place)
    os.chown(place, nobody.pw_uid, nobody.pw_gid)
    command = [python, "-P", "-m", "regulars.operations.up"]
    paths = {"PYTHONPATH": f"{place}:{sysconfig.get_path('purelib')}", "HOME": str(place)}
    with Up(place / "data", command=command, root=place, user=nobody.pw_uid, surroundings=paths) as up:
        up.wait_until_well()
        owners = {path.stat().st_uid for path in (place / "data").iterdir()}
        assert owners == {nobody.pw_uid}


def python_for_everybody() -> str:
    """The system's Python where it is of our minor version: an account without a home may not reach others."""
    name = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    if not Path(name).exists():
        pytest.skip(f"no {name} that an ordinary user could run")
    return name


def copy_of_the_clone(place: Path) -> None:
    place.mkdir(parents=True)
    for name in ("config", "regulars", "tests"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "CHANGELOG.md", place)
    subprocess.run(["chmod", "-R", "a+rX", str(place)], check=True)


def test_somebody_elses_data_folder_is_refused_with_the_name_to_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataFolder(tmp_path)
    data.ensure()
    monkeypatch.setattr(os, "geteuid", lambda: 65534)
    owner = pwd.getpwuid(tmp_path.stat().st_uid).pw_name
    with pytest.raises(Problem, match=f"belongs to {owner}. Start Regulars as {owner}"):
        data.ensure()


def test_a_data_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match=r"cannot be used: .+ Name another one with --data"):
        DataFolder(tmp_path / "file" / "data").ensure()


def test_nobody_else_may_look_into_the_data(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    data.ensure()
    for folder in (data.files, data.secret_key.parent, data.backups, data.logs, data.run):
        assert folder.stat().st_mode & 0o077 == 0
    assert data.secret_key.stat().st_mode & 0o777 == 0o600
    assert data.root.stat().st_mode & 0o066 == 0


def test_the_secret_key_is_made_once(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    data.ensure()
    key = data.secret_key.read_text()
    assert len(key) >= 50
    data.ensure()
    assert data.secret_key.read_text() == key


def test_the_folder_is_the_named_one_else_the_environments_else_the_platforms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGULARS_DATA", str(tmp_path / "environment"))
    assert DataFolder.chosen(str(tmp_path / "named")).root == tmp_path / "named"
    assert DataFolder.chosen().root == tmp_path / "environment"
    monkeypatch.delenv("REGULARS_DATA")
    assert DataFolder.chosen().root.name == "regulars"
