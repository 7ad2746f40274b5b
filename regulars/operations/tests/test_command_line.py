"""bin/regulars: what is typed, and what comes back."""

import argparse
import sys
from pathlib import Path

import django
import pytest

from regulars.lib.errors import BadInput
from regulars.operations import command_line, commands
from regulars.operations.commands import available
from regulars.operations.data_folder import DataFolder
from regulars.operations.tests.installations import regulars


def test_every_command_has_a_line_of_help_and_takes_the_common_options() -> None:
    for name, found in available().items():
        assert found.help.endswith("."), name
        module = __import__(found.module, fromlist=["run"])
        parser = command_line.parser_of(name, module)
        assert {"--data", "--quiet", "--traceback"} <= set(parser._option_string_actions)


def test_a_command_of_two_words_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "import_").mkdir()
    (tmp_path / "import_" / "__init__.py").touch()
    (tmp_path / "import_" / "price_list.py").write_text('"""Read prices.\n\nMore."""\n')
    monkeypatch.setattr(commands, "HERE", tmp_path)
    found = commands.available()
    assert found == {
        "import price-list": commands.Found("regulars.operations.commands.import_.price_list", "Read prices.")
    }


@pytest.mark.parametrize("typed", [["--help"], ["-h"]])
def test_help_lists_every_command(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(typed) == 0
    said = capsys.readouterr().out
    assert all(name in said and found.help in said for name, found in available().items())


def test_nothing_typed_shows_the_help_and_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main([]) == 2
    assert "commands:" in capsys.readouterr().err


def test_an_unknown_command_is_told_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["bakcup", "x"]) == 2
    assert capsys.readouterr().err == "There is no command 'bakcup'. bin/regulars --help lists them.\n"


def test_the_common_options_stand_before_or_after_the_command() -> None:
    shared, name, rest = command_line.split(["--quiet", "--data", "/a", "backup", "out", "--data", "/b"])
    assert (shared.quiet, shared.data, name, rest) == (True, "/a", "backup", ["out", "--data", "/b"])
    assert command_line.data_option(rest) == "/b"


@pytest.mark.slow
def test_help_of_one_command_starts_no_database(tmp_path: Path) -> None:
    told = regulars(tmp_path / "data", "backup", "--help")
    assert told.returncode == 0
    assert "usage: bin/regulars backup" in told.stdout
    assert not (tmp_path / "data").exists()


@pytest.mark.slow
def test_exit_codes_tell_bad_input_from_a_bug(data: Path) -> None:
    assert regulars(data, "check").returncode == 0
    missing = regulars(data, "backup")
    assert (missing.returncode, "required: OUT" in missing.stderr) == (2, True)
    refused = regulars(data, "restore", str(data / "nothing-here"))
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "cannot be read" in refused.stderr


class Broken:
    """A command with a bug in it, and one that refuses."""

    PREPARED = False

    @staticmethod
    def run(options: argparse.Namespace) -> None:
        raise ZeroDivisionError("in the till")


class Refusing(Broken):
    @staticmethod
    def run(options: argparse.Namespace) -> None:
        raise BadInput("Row 7 has no date.")


def carried_out(module: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *typed: str) -> int:
    """Execute `module` as if it were the command `check`."""
    monkeypatch.setitem(sys.modules, available()["check"].module, module)
    monkeypatch.setattr(django, "setup", lambda: None)
    data = DataFolder(tmp_path)
    data.ensure()
    shared, _name, rest = command_line.split(["check", *typed])
    return command_line.execute("check", rest, shared, data)


@pytest.mark.django_db
def test_a_bug_is_told_shortly_and_kept_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carried_out(Broken, tmp_path, monkeypatch) == 1
    log = tmp_path / "logs" / "commands.log"
    assert (
        capsys.readouterr().err
        == f"This is a bug in Regulars (ZeroDivisionError); the details are in {log}.\n"
    )
    assert "in the till" in log.read_text()


@pytest.mark.django_db
def test_a_bugs_trace_is_shown_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carried_out(Broken, tmp_path, monkeypatch, "--traceback") == 1
    assert "in the till" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_refusal_is_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carried_out(Refusing, tmp_path, monkeypatch) == 2
    assert capsys.readouterr().err == "Row 7 has no date.\n"
