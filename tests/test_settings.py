"""Settings: said in three places that agree, and loud when wrong."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from config import checks, env
from tests.house.source import ROOT, called, files, tree

# Set by our own programs for each other; nobody sets them by hand.
INTERNAL = {"REGULARS_TESTING", "REGULARS_TEST_DB"}
READ_ELSEWHERE = {"DATABASE_URL", "REGULARS_VENV"}


def read() -> set[str]:
    """The names that config/ reads from the environment."""
    names = set(READ_ELSEWHERE)
    for path in files():
        if path.parts[0] == "config":
            for node in ast.walk(tree(path)):
                if (
                    isinstance(node, ast.Call)
                    and called(node) in {"text", "flag", "number", "words"}
                    and node.args
                ):
                    first = node.args[0]
                    names |= {str(first.value)} if isinstance(first, ast.Constant) else set()
    return names - INTERNAL


def test_the_example_names_every_setting_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == read()


def test_the_guide_for_self_hosting_explains_every_setting() -> None:
    guide = (ROOT / "docs" / "self-hosting.md").read_text()
    assert {name for name in read() if f"`{name}`" not in guide} == set()


def test_a_setting_that_is_missing_stops_the_start_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGULARS_DATA", raising=False)
    with pytest.raises(ImproperlyConfigured, match="REGULARS_DATA is not set"):
        env.text("REGULARS_DATA")


def test_a_secret_can_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env.text("SECRET_KEY") == "from the file"


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="nowhere"):
        env.text("SECRET_KEY")


def test_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_TLS", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="REGULARS_TLS must be yes or no"):
        env.flag("REGULARS_TLS")


@pytest.mark.parametrize(("said", "meant"), [("yes", True), ("1", True), ("No", False), ("", False)])
def test_yes_and_no_in_their_usual_spellings(said: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_TLS", said)
    assert env.flag("REGULARS_TLS") is meant


def test_a_number_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_UPLOAD_LIMIT", "1 GB")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.number("REGULARS_UPLOAD_LIMIT", 1)


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_HOSTS", "crm.example.com, localhost,")
    assert env.words("REGULARS_HOSTS") == ["crm.example.com", "localhost"]


def test_another_database_than_postgresql_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///regulars.db")
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL only"):
        env.database()


def test_a_database_address_is_read_with_its_password_and_its_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ann:p%40ss@/crm?host=/run/socket&sslmode=require")
    parts: dict[str, Any] = env.database()
    assert (parts["USER"], parts["PASSWORD"], parts["NAME"]) == ("ann", "p@ss", "crm")
    assert (parts["HOST"], parts["OPTIONS"]) == (
        "/run/socket",
        {"connect_timeout": "5", "prepare_threshold": 1, "sslmode": "require"},
    )


def test_a_data_folder_that_cannot_be_written_is_an_error_with_a_hint(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.DATA = tmp_path / "file"
    [message] = checks.data_folder_is_writable(None)
    assert message.id == "regulars.E001"
    assert "REGULARS_DATA" in str(message.hint)


def test_a_short_secret_key_is_an_error(settings: Settings) -> None:
    settings.SECRET_KEY = "short"
    assert [message.id for message in checks.secret_key_is_long(None)] == ["regulars.E002"]


def test_a_public_name_without_tls_is_warned_of(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.BEHIND_TLS = ["crm.example.com"], False
    assert [message.id for message in checks.public_host_has_tls(None)] == ["regulars.W001"]
    settings.BEHIND_TLS = True
    assert checks.public_host_has_tls(None) == []


def test_behind_tls_the_framework_has_nothing_to_warn_of(tmp_path: Path) -> None:
    environment = os.environ | {"REGULARS_TLS": "yes", "REGULARS_DATA": str(tmp_path)}
    del environment["REGULARS_TESTING"]
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
