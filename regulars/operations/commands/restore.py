"""Bring a backup back into an empty installation.

The file is read from end to end and checked before anything is touched. Name the new, empty data folder with
--data or REGULARS_DATA. Afterwards every table's rows are counted against the backup; if anything is wrong, the
installation is left empty again. Everybody signs in again; sessions and the secret key are not in a backup. Without
the secret key of before (secrets/secret_key, or SECRET_KEY) authenticator apps and recovery codes no longer fit;
bin/regulars check counts whom that concerns and says what to do.
"""

import argparse
from pathlib import Path

from regulars.operations.backup.restoring import CannotRestore, restore
from regulars.operations.commands import Options
from regulars.operations.running import is_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", metavar="IN", type=Path, help="the backup file")


def run(options: Options) -> None:
    if is_up(options.data):
        raise CannotRestore("bin/up is running on this data. Stop it with Ctrl-C first, then restore.")
    with options.console.status("Restoring …") as status:
        manifest = restore(options.backup.absolute(), lambda step: status.update(f"Restoring: {step} …"))
    rows = sum(manifest.rows.values())
    options.console.print(
        f"Restored {rows:,} rows and {len(manifest.members) - 1} files, as they were on {manifest.made_at}."
    )
