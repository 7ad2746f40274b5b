"""A new version on old data: saved first, finished after a kill, and never the other way round."""

import random
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from regulars.operations.backup import verifying
from regulars.operations.postgres.server import Server
from regulars.operations.tests.installations import regulars, start_regulars

pytestmark = pytest.mark.slow

CHANCE = random.Random(1789)


def change(data: Path, *statements: str) -> None:
    """Run `statements` in the database of a stopped installation."""
    server = Server(data / "postgres")
    with psycopg.connect(server.start().url) as connection:
        for statement in statements:
            connection.execute(statement.encode())
    server.stop()


@pytest.fixture
def old(demo: Path, fresh: Path) -> Path:
    """The made-up firm as a version left it that did not know the last migration yet."""
    subprocess.run(["cp", "-a", str(demo), str(fresh)], check=True)
    change(fresh, "drop table regulars_cache", "delete from django_migrations where app = 'web'")
    return fresh


def counted(data: Path) -> list[str]:
    return [line for line in regulars(data, "check").stdout.splitlines() if ": " in line][2:]


def saved(data: Path) -> list[Path]:
    return list((data / "backups").glob("before-*.regulars"))


def test_data_is_saved_before_it_is_changed(old: Path, demo: Path) -> None:
    waiting = regulars(old, "check")
    assert waiting.returncode == 2
    assert "Changes to the database are waiting (1)" in waiting.stderr
    assert regulars(old, "owner-link").returncode == 0
    (backup,) = saved(old)
    verifying.verify(backup)
    assert regulars(old, "check").returncode == 0
    assert counted(old) == counted(demo)
    assert regulars(old, "owner-link").returncode == 0
    assert saved(old) == [backup]


def test_an_update_killed_anywhere_is_finished_by_the_next_start(old: Path, demo: Path) -> None:
    for _ in range(4):
        killed = start_regulars(old, "owner-link")
        time.sleep(CHANCE.uniform(0.5, 2.5))  # any moment must do
        killed.kill()
        killed.wait()
    assert regulars(old, "owner-link").returncode == 0
    checked = regulars(old, "check")
    assert checked.returncode == 0, checked.stderr
    assert counted(old) == counted(demo)
    for backup in saved(old):
        verifying.verify(backup)


def test_data_of_a_newer_version_is_refused_and_left_alone(data: Path) -> None:
    change(data, "insert into django_migrations (app, name, applied) values ('team', '9999_later', now())")
    refused = regulars(data, "owner-link")
    assert refused.returncode == 2
    assert "last used by a newer Regulars (it knows team.9999_later)" in refused.stderr
