"""The bundled server: private, adopted, cleared of the dead, brought to the next version."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from regulars.operations.data_folder import DataFolder
from regulars.operations.installation import installation
from regulars.operations.postgres import programs, upgrading
from regulars.operations.postgres.server import Running, Server, private_folder, temporary
from regulars.operations.problems import Problem
from regulars.operations.tests.installations import wait_for


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with temporary(forgetful=True) as server:
        yield server


@pytest.fixture
def pgdata(fresh: Path) -> Iterator[Path]:
    fresh.mkdir()
    place = fresh / "postgres"
    yield place
    Server(place).stop()


def one(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return row[0]


def test_our_role_owns_the_database_and_is_no_superuser(running: Running) -> None:
    assert one(running.url, "select current_user") == "regulars"
    assert one(running.url, "select rolsuper from pg_roles where rolname = current_user") is False


def test_text_is_utf8_with_cases_and_pages_carry_checksums(running: Running) -> None:
    assert one(running.url, "select lower('ÉCLAIR')") == "éclair"
    assert one(running.url, "select current_setting('data_checksums')") == "on"
    assert one(running.url, "select current_setting('random_page_cost')") == "1.1"


def test_it_listens_on_no_network_address(running: Running) -> None:
    assert one(running.url, "select current_setting('listen_addresses')") == ""


@pytest.mark.attack("K4")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as somebody else")
def test_other_accounts_of_the_machine_cannot_connect(running: Running) -> None:
    psql = [programs.program("psql"), "-XAtc", "select 1", running.url]
    tried = subprocess.run(
        psql, capture_output=True, text=True, user="nobody", extra_groups=[], cwd="/", check=False
    )
    assert tried.returncode != 0
    assert "Permission denied" in tried.stderr


def test_a_server_that_runs_is_adopted(pgdata: Path) -> None:
    first = Server(pgdata, forgetful=True).start()
    assert Server(pgdata, forgetful=True).start() == first


def test_stopping_twice_is_quiet(pgdata: Path) -> None:
    server = Server(pgdata, forgetful=True)
    server.start()
    server.stop()
    server.stop()
    assert server.running() is None


def test_a_pid_file_whose_number_is_another_program_now_does_not_stop_a_start(pgdata: Path) -> None:
    server = Server(pgdata, forgetful=True)
    server.start()
    kept = (pgdata / "postmaster.pid").read_text().splitlines()
    server.stop()
    (pgdata / "postmaster.pid").write_text("\n".join([str(os.getppid()), *kept[1:]]) + "\n")
    assert server.running() is None
    assert server.start().pid != os.getppid()


def test_a_server_killed_while_an_unlogged_table_was_being_made_starts_again(pgdata: Path) -> None:
    server = Server(pgdata)
    running = server.start()
    with psycopg.connect(running.url) as busy, psycopg.connect(running.url, autocommit=True) as other:
        busy.execute("create unlogged table half_made (n integer)")
        other.execute(
            "create table flushed (n integer)"
        )  # its commit brings what was logged before it to the disk
        os.kill(running.pid, signal.SIGKILL)
        with pytest.raises(
            psycopg.OperationalError
        ):  # the backend says goodbye and takes back what it had made
            busy.execute("select pg_sleep(30)")
    assert one(
        server.start().url, "select to_regclass('half_made') is null and to_regclass('flushed') is not null"
    )


def test_a_making_that_was_cut_short_is_begun_again(pgdata: Path) -> None:
    half = pgdata.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert one(Server(pgdata, forgetful=True).start().url, "select 1") == 1
    assert not half.exists()


def test_what_the_server_says_is_told_when_it_cannot_start(pgdata: Path) -> None:
    server = Server(pgdata, forgetful=True)
    server.start()
    server.stop()
    (pgdata / "local.conf").write_text("shared_buffers = nonsense\n")
    with pytest.raises(Problem, match=r'(?s)did not start.+invalid value for parameter "shared_buffers"'):
        server.start()


def test_the_last_user_of_an_installation_stops_the_database(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "REGULARS_DATA", "REGULARS_BUNDLED", "SECRET_KEY_FILE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    data = DataFolder(fresh)
    server = Server(data.postgres)
    with installation(data, forgetful=True):
        with installation(data, forgetful=True):
            assert server.running()
        assert server.running()
    assert server.running() is None


def test_a_killed_user_of_an_installation_does_not_hold_it_for_ever(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "REGULARS_DATA", "REGULARS_BUNDLED", "SECRET_KEY_FILE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    program = (
        "import sys; from pathlib import Path; from regulars.operations.data_folder import DataFolder;"
        "from regulars.operations.installation import installation\n"
        "with installation(DataFolder(Path(sys.argv[1])), forgetful=True): print('in', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(fresh)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()
    server = Server(DataFolder(fresh).postgres)
    assert server.running(), "it outlives whoever started it"
    with installation(DataFolder(fresh), forgetful=True):
        assert server.running()
    assert server.running() is None


def test_a_folder_somebody_else_laid_in_wait_is_not_used(fresh: Path) -> None:
    fresh.mkdir()
    trap = fresh / "regulars-0-trap"
    trap.mkdir(mode=0o777)
    trap.chmod(0o777)
    chosen = private_folder(trap, os.geteuid())
    assert chosen != trap
    assert chosen.stat().st_mode & 0o777 == 0o700


def test_data_of_a_newer_postgresql_is_refused(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("19\n")
    with pytest.raises(Problem, match="written by PostgreSQL 19; this Regulars brings 18"):
        upgrading.upgrade_if_old(tmp_path)


def test_data_of_a_postgresql_too_old_is_refused(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("12\n")
    with pytest.raises(Problem, match="make a backup, and restore that here"):
        upgrading.upgrade_if_old(tmp_path)


@pytest.mark.slow
def test_data_of_an_older_postgresql_is_brought_along(pgdata: Path) -> None:
    """V6: what version 16 wrote is there under 18."""
    account = programs.server_account()
    if account:
        programs.let_run(16)
        programs.let_reach(pgdata)
    pgdata.mkdir(mode=0o700)
    if account:
        os.chown(pgdata, account.pw_uid, account.pw_gid)
    initdb = [
        programs.program("initdb", 16),
        "-D",
        str(pgdata),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
    ]
    programs.run([*initdb, "--locale=C"], account)
    old = [programs.program("postgres", 16), "-D", str(pgdata), "-c", "listen_addresses=", "-k", str(pgdata)]
    process = programs.start(old, account)
    wait_for(Server(pgdata).running)
    with psycopg.connect(f"host={pgdata} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute("create role regulars login createdb")
        connection.execute("create database regulars owner regulars")
    with psycopg.connect(f"host={pgdata} user=regulars dbname=regulars") as connection:
        connection.execute("create table loaf as select 'sourdough' as name")
    process.terminate()
    process.wait(20)
    upgrading.upgrade_if_old(pgdata)
    assert upgrading.version_of(pgdata) == 18
    assert one(Server(pgdata, forgetful=True).start().url, "select name from loaf") == "sourdough"
    assert upgrading.version_of(pgdata.with_name("postgres.16")) == 16


BIG = """
create table big as select number, md5(number::text) as mark, repeat('x', 200) as fill
from generate_series(1, 50000) as number;
create index on big (mark);
"""
WRITTEN = "select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) from pg_control_checkpoint()"


@pytest.mark.slow
def test_after_a_kill_in_the_middle_of_much_writing_it_is_ready_within_seconds(pgdata: Path) -> None:
    """As after a big import: what has to be done again is bounded, however much was written."""
    server = Server(pgdata)
    running = server.start()
    with psycopg.connect(running.url, autocommit=True) as connection:
        connection.execute(BIG)
        for _round in range(5):
            connection.execute(
                "insert into big select number + 1, md5(mark || random()), fill from big limit 50000"
            )
            connection.execute("update big set number = number + 1 where number % 5 = 0")
    assert float(running.superuser_sql(WRITTEN)) < 400e6
    working = subprocess.Popen(
        [programs.program("psql"), "-Xqc", "update big set number = number + 1", running.url],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(
        lambda: (
            "1"
            in running.superuser_sql("select count(*) from pg_stat_activity where query like 'update big%'")
        )
    )
    os.kill(running.pid, signal.SIGKILL)
    wait_for(lambda: server.running() is None)
    began = time.monotonic()
    again = server.start()
    assert time.monotonic() - began < 10
    assert one(again.url, "select count(*) > 50000 from big") is True
    working.wait(20)
