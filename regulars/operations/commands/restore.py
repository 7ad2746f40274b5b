"""Bring a backup back into an empty installation.

The file is read from end to end and checked before anything is touched. Name the new, empty data folder with
--data or REGULARS_DATA. Afterwards every table's rows are counted against the backup; if anything is wrong, the
installation is left empty again. Everybody signs in again; sessions and the secret key are not in a backup. Without
the secret key of before (secrets/secret_key, or SECRET_KEY) authenticator apps and recovery codes no longer fit;
bin/regulars check counts whom that concerns and says what to do. An encrypted backup opens with the file that holds its
passphrase, or the age key it was made for; with --only-check everything is looked at and nothing restored.
"""

import argparse
from pathlib import Path

from regulars.operations.backup import verifying
from regulars.operations.backup.encrypting import Key, read_identities, read_passphrase
from regulars.operations.backup.restoring import CannotRestore, restore
from regulars.operations.commands import Options
from regulars.operations.running import is_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", metavar="IN", type=Path, help="the backup file")
    key = parser.add_mutually_exclusive_group()
    key.add_argument(
        "--passphrase-file", metavar="FILE", type=Path, help="holds the passphrase it was encrypted with"
    )
    key.add_argument("--key-file", metavar="FILE", type=Path, help="holds the age key it was encrypted for")
    parser.add_argument(
        "--only-check", action="store_true", help="read it from end to end, and restore nothing"
    )


def run(options: Options) -> None:
    key = key_of(options)
    if options.only_check:
        with options.console.status("Reading the backup …"):
            manifest = verifying.verify(options.backup.absolute(), key)
        print(
            f"A whole backup of {manifest.made_at}, by Regulars {manifest.version}: {sum(manifest.rows.values()):,} rows."
        )
        return
    if is_up(options.data):
        raise CannotRestore("bin/up is running on this data. Stop it with Ctrl-C first, then restore.")
    with options.console.status("Restoring …") as status:
        manifest = restore(options.backup.absolute(), lambda step: status.update(f"Restoring: {step} …"), key)
    rows = sum(manifest.rows.values())
    options.console.print(
        f"Restored {rows:,} rows and {len(manifest.members) - 1} files, as they were on {manifest.made_at}."
    )


def key_of(options: Options) -> Key:
    return Key(
        passphrase=read_passphrase(options.passphrase_file) if options.passphrase_file else "",
        identities=read_identities(options.key_file) if options.key_file else (),
    )
