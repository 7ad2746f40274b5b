"""One bundled PostgreSQL server: made, started, adopted where it runs already, stopped.

The server is its own process. It outlives whoever started it, and the next one finds it through
`postmaster.pid`, which is also where a server that died with the power leaves its trace.
"""

import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

from regulars.operations.postgres import programs, settings
from regulars.operations.problems import Problem

LONGEST_SOCKET = 100  # bytes of path; Linux takes 107, macOS 103
SOCKET = ".s.PGSQL.5432"
RECOVERY = 900.0  # seconds that a start after a crash may take


@dataclass(frozen=True)
class Running:
    """A server that answers: its process and where its socket is."""

    pid: int
    socket_folder: Path

    @property
    def url(self) -> str:
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql://{settings.ROLE}@/{settings.DATABASE}?host={host}"

    def superuser_sql(self, statement: str) -> str:
        """Run one statement as the superuser and return what psql prints, unadorned."""
        command = [programs.program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", str(self.socket_folder)]
        return programs.run([*command, "-U", settings.SUPERUSER, "-d", "postgres", "-c", statement]).strip()


class Server:
    """The server of the folder `pgdata`. Callers take turns at starting and stopping."""

    def __init__(self, pgdata: Path, *, forgetful: bool = False) -> None:
        self.pgdata = pgdata
        self.forgetful = forgetful

    def running(self) -> Running | None:
        """The server where it runs and is ready, whoever started it."""
        lines = self._pid_file()
        if len(lines) < 8 or lines[7] != "ready" or not self._is_ours(int(lines[0])):
            return None
        return Running(int(lines[0]), Path(lines[4]))

    def start(self) -> Running:
        """Start it, making it first where there is none. Raises Problem with the server's own last words."""
        if found := self.running():
            return found
        require_a_name()
        account = programs.server_account()
        if account:
            programs.let_run()
            programs.let_reach(self.pgdata)
        if not (self.pgdata / "PG_VERSION").exists():
            self._make(account)
        self._clear_the_dead()
        settings.write(self.pgdata, self._socket_folder(account), account, self.forgetful)
        running = self._launch(account)
        ensure_role_and_database(running)
        return running

    def stop(self) -> None:
        """Stop it: finish what is written, end every connection. Quiet when it does not run."""
        lines = self._pid_file()
        if not lines or not self._is_ours(int(lines[0])):
            return
        process = psutil.Process(int(lines[0]))
        for how, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            with contextlib.suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
                process.send_signal(how)
                process.wait(patience)
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                break
        self._remove_socket_folder(Path(lines[4]) if len(lines) > 4 else None)

    def _make(self, account: pwd.struct_passwd | None) -> None:
        """Make the files beside their place and move them there whole, so that a kill leaves no half."""
        draft = self.pgdata.with_name(self.pgdata.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if account:
            os.chown(draft, account.pw_uid, account.pw_gid)
        command = [programs.program("initdb"), "-D", str(draft), "-U", settings.SUPERUSER, "--auth=peer"]
        command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--data-checksums", "--no-instructions"]
        programs.run(command + (["--no-sync"] if self.forgetful else []), account)
        draft.rename(self.pgdata)

    def _pid_file(self) -> list[str]:
        try:
            lines = [line.strip() for line in (self.pgdata / "postmaster.pid").read_text().splitlines()]
        except OSError:
            return []
        return lines if lines and lines[0].isdigit() else []

    def _is_ours(self, pid: int) -> bool:
        """Whether the process is a PostgreSQL on exactly this folder, not a later one of the same number."""
        with contextlib.suppress(psutil.Error, OSError):
            process = psutil.Process(pid)
            return process.name().startswith("postgres") and Path(process.cwd()) == self.pgdata.resolve()
        return False

    def _remains(self) -> list[psutil.Process]:
        """Processes that still work on this folder."""
        return [process for process in psutil.process_iter(["name"]) if self._is_ours(process.pid)]

    def _clear_the_dead(self) -> None:
        """After a kill: see that the server's children end, then drop its locks where their number still exists.

        Those that wait notice by themselves; one in the middle of a long statement would work on for nothing.

        It may be another program's by now, or a zombie's that nobody collects: PostgreSQL would take either for
        a living server. Where the number is gone the files stay, and PostgreSQL reads from them what it needs.
        """
        _gone, alive = psutil.wait_procs(self._remains(), timeout=1)
        for process in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(alive, timeout=5)
        lines = self._pid_file()
        if lines and psutil.pid_exists(int(lines[0])) and not self._is_ours(int(lines[0])):
            (self.pgdata / "postmaster.pid").unlink(missing_ok=True)
            if len(lines) > 4:
                (Path(lines[4]) / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _launch(self, account: pwd.struct_passwd | None) -> Running:
        """Start the program; a second time where recovery stumbled over its own files, which it clears by trying.

        A backend that outlives its killed postmaster takes half of an unlogged table away as it goes. The recovery
        makes that half again, refuses to overwrite the other one and ends; the next finds both and removes them.
        """
        for _try in range(2):
            running, words = self._launch_once(account)
            if running:
                return running
            if "File exists" not in words:
                break
        raise Problem(f"The bundled PostgreSQL did not start. It said:\n{words}")

    def _launch_once(self, account: pwd.struct_passwd | None) -> tuple[Running | None, str]:
        """The server, or None and its last words."""
        began = time.time()
        with (self.pgdata.parent / f"{self.pgdata.name}-start.log").open("wb") as log:
            process = programs.start([programs.program("postgres"), "-D", str(self.pgdata)], account, log)
        until = time.monotonic() + RECOVERY
        while process.poll() is None and time.monotonic() < until:
            if found := self.running():
                return found, ""
            time.sleep(0.02)
        if process.poll() is None:
            process.terminate()
        return None, self._last_words(Path(log.name), began)

    def _last_words(self, start_log: Path, began: float) -> str:
        """What it said since this start: first to us, then, once it had opened it, to its own log."""
        logs = [start_log, *(path for path in self.pgdata.glob("log/*.log") if path.stat().st_mtime >= began)]
        text = "".join(path.read_text(errors="replace") for path in logs if path.exists())
        return "\n".join(text.splitlines()[-6:])

    def _socket_folder(self, account: pwd.struct_passwd | None) -> Path:
        """In the database's own private folder; where that is too long for a socket, in a private short one."""
        if len(os.fsencode(self.pgdata / SOCKET)) <= LONGEST_SOCKET:
            return self.pgdata
        owner = account.pw_uid if account else os.geteuid()
        mark = hashlib.sha256(os.fsencode(self.pgdata)).hexdigest()[:12]
        for base in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 # private_folder trusts nobody there
            folder = Path(base).resolve() / f"regulars-{os.geteuid()}-{mark}"
            if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET:
                return private_folder(folder, owner)
        raise Problem("No folder is short enough for the database's socket. Set TMPDIR to a short path.")

    def _remove_socket_folder(self, folder: Path | None) -> None:
        if folder and folder != self.pgdata and folder.name.startswith("regulars-"):
            with contextlib.suppress(OSError):
                folder.rmdir()


def require_a_name() -> None:
    """PostgreSQL looks up the account it runs as by name; without one it would fail with a riddle."""
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError as error:
        raise Problem(
            f"This user ({os.geteuid()}) has no name on this machine, and PostgreSQL wants one. "
            "Add the user, or name a server of your own in DATABASE_URL."
        ) from error


def private_folder(folder: Path, owner: int) -> Path:
    """A folder only `owner` may enter. One of that name that somebody else laid there is not trusted."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    found = folder.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == owner and not found.st_mode & 0o077:
        return folder
    own = Path(tempfile.mkdtemp(prefix="regulars-", dir=folder.parent))
    os.chown(own, owner, -1)
    return own


def ensure_role_and_database(running: Running) -> None:
    """Our programs work as a role that owns its database and is no superuser: stolen SQL stays inside it."""
    known = running.superuser_sql(
        f"select (select count(*) from pg_roles where rolname = '{settings.ROLE}'),"  # noqa: S608 # our own names
        f" (select count(*) from pg_database where datname = '{settings.DATABASE}')"
    )
    roles, databases = known.split("|")
    if roles == "0":
        running.superuser_sql(f"create role {settings.ROLE} login createdb")
    if databases == "0":
        running.superuser_sql(f"create database {settings.DATABASE} owner {settings.ROLE}")


@contextlib.contextmanager
def temporary(**options: bool) -> Iterator[Running]:
    """A server in a folder of its own that is gone afterwards: for tests, benches and trial restores."""
    with tempfile.TemporaryDirectory(prefix="regulars-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o711)  # noqa: S103 # the server's account has to pass
        server = Server(Path(folder).resolve() / "postgres", **options)
        try:
            yield server.start()
        finally:
            server.stop()
