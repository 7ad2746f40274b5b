"""What the bundled server is told. Sized for a small machine that also runs the web and the worker; see sizing.py."""

import os
import pwd
import sys
from pathlib import Path

from regulars.operations.postgres.sizing import by_memory, memory

ROLE = "regulars"
SUPERUSER = "postgres"
DATABASE = "regulars"

SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "40",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "work_mem": "24MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",  # the default makes prepared statements scan whole tables
    "jit": "off",  # compiling costs more than our queries take
    "io_method": "sync",  # saves the three reader processes
    "max_parallel_workers_per_gather": "1",
    "max_parallel_workers": "2",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "max_wal_size": "256MB",  # what a start after a crash has to do again: seconds of work, whatever was imported
    "checkpoint_timeout": "5min",
    "wal_compression": "on",
    "client_connection_check_interval": "'5s'",  # a killed program's query stops with it
    "logging_collector": "on",
    "log_directory": "'log'",
    "log_filename": "'%a.log'",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "log_line_prefix": "'%m [%p] '",
}
if sys.platform == "linux":
    SETTINGS["recovery_init_sync_method"] = "syncfs"  # one call instead of one for each file
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}
"""For tests and benches only: a power cut may cost the database."""


def write(pgdata: Path, socket_folder: Path, account: pwd.struct_passwd | None, forgetful: bool) -> None:
    """Write our settings and who may connect; anew at every start, so that an update reaches old data."""
    chosen = SETTINGS | by_memory(memory()) | (FORGETFUL if forgetful else {})
    chosen["unix_socket_directories"] = quoted(f'"{socket_folder}"')
    lines = [f"{name} = {value}" for name, value in chosen.items()]
    _write(
        pgdata / "regulars.conf",
        "# Made by Regulars at every start. Put changes into local.conf.",
        lines,
        account,
    )
    main = (pgdata / "postgresql.conf").read_text()
    if "regulars.conf" not in main:
        included = "\ninclude 'regulars.conf'\ninclude_if_exists 'local.conf'\n"
        _write(pgdata / "postgresql.conf", main.rstrip(), [included], account)
    _write(
        pgdata / "pg_hba.conf",
        "# Only over the private socket, only the accounts in pg_ident.conf.",
        HBA,
        account,
    )
    _write(pgdata / "pg_ident.conf", "# map, system account, role", identities(account), account)


HBA = ["local all all peer map=regulars"]


def identities(account: pwd.struct_passwd | None) -> list[str]:
    """Our own account (and the server's) may be either role; every other account of the machine, none."""
    names = {pwd.getpwuid(os.geteuid()).pw_name} | ({account.pw_name} if account else set())
    return [f'regulars "{name}" {role}' for name in sorted(names) for role in (ROLE, SUPERUSER)]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write(path: Path, first: str, lines: list[str], account: pwd.struct_passwd | None) -> None:
    draft = path.with_name(path.name + ".new")
    draft.write_text("\n".join([first, *lines]) + "\n")
    draft.chmod(0o600)
    if account:
        os.chown(draft, account.pw_uid, account.pw_gid)
    draft.replace(path)
