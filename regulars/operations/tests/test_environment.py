"""bin/_environment.py: what a fresh clone, an old Python and an interrupted installation get."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from regulars.operations.tests.installations import ROOT

SOURCE = ROOT / "bin" / "_environment.py"
LAUNCHERS = [path for path in (ROOT / "bin").iterdir() if path.is_file() and not path.suffix]


@pytest.fixture
def environment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("_environment", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", [SOURCE, *LAUNCHERS], ids=lambda path: path.name)
def test_an_old_python_can_read_it_far_enough_to_hand_over(path: Path) -> None:
    ast.parse(path.read_text(), feature_version=(3, 6))


def test_every_launcher_is_executable_and_names_a_module_that_exists() -> None:
    assert {path.name for path in LAUNCHERS} >= {
        "up",
        "test",
        "regulars",
        "lint",
        "ci",
        "bench",
        "capabilities",
    }
    for path in LAUNCHERS:
        assert os.access(path, os.X_OK)
        (call,) = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        assert isinstance(call.args[0], ast.Constant)
        assert importlib.util.find_spec(str(call.args[0].value)), path.name


def test_the_standard_library_is_all_it_needs() -> None:
    imports = [node for node in ast.walk(ast.parse(SOURCE.read_text())) if isinstance(node, ast.Import)]
    assert {name.name.split(".")[0] for node in imports for name in node.names} <= set(
        sys.stdlib_module_names
    )


def test_a_python_that_is_too_old_and_alone_says_what_to_install(
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(environment, "OLDEST", (9, 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        environment.use_new_python()
    assert ended.value.code == 2
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


def test_an_interrupted_installation_is_not_trusted(environment: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--symlinks", str(folder)], check=True)
    assert environment.is_sound(str(folder))
    (folder / ".installing").touch()
    assert not environment.is_sound(str(folder))
    (folder / ".installing").unlink()
    (folder / "bin" / "python").unlink()
    assert not environment.is_sound(str(folder))


def test_a_changed_lock_is_installed_again(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements.txt").write_text("a==1")
    (tmp_path / "requirements-dev.txt").write_text("b==1")
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    marks = f'{{"requirements.txt": "{environment.fingerprint("requirements.txt")}"}}'
    (tmp_path / ".regulars.json").write_text(marks)
    assert environment.is_ready(str(tmp_path), "requirements.txt")
    assert not environment.is_ready(str(tmp_path), "requirements-dev.txt")
    (tmp_path / "requirements.txt").write_text("a==2")
    assert not environment.is_ready(str(tmp_path), "requirements.txt")


def test_a_folder_with_other_things_in_it_is_left_alone(
    environment: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letters.txt").write_text("dear Dana")
    with pytest.raises(SystemExit):
        environment.make(str(tmp_path))
    assert "is not a Python environment and is not empty" in capsys.readouterr().err
    assert (tmp_path / "letters.txt").exists()


def test_a_path_that_no_environment_can_have_is_told(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGULARS_VENV", f"/tmp/a{os.pathsep}b")
    with pytest.raises(SystemExit):
        environment.environment_folder()
    assert "Move the clone, or name another folder in REGULARS_VENV" in capsys.readouterr().err
