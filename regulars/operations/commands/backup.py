"""Write everything but the secrets into one file.

The file is written beside its place, read back and compared, and only then given its name: what has the name
is whole. It holds the database and the files; not the secret key, so after a restore elsewhere everybody signs
in again. Works beside a running bin/up. Keep it as safe as the customers' data it holds, or have it encrypted: with a
passphrase, the first line of a file, or for the keys of people (age1…, made by age-keygen) so that the machine that
makes the backup cannot read it any more. Whoever loses passphrase or key has lost the backup.
"""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from regulars.operations.backup.encrypting import Lock, read_passphrase, recipient
from regulars.operations.backup.making import make_backup
from regulars.operations.commands import Options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "out", metavar="OUT", type=Path, help="the new file (suggested ending .regulars), or a folder"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--passphrase-file", metavar="FILE", type=Path, help="encrypt with the passphrase in this file"
    )
    how.add_argument(
        "--for",
        metavar="age1…",
        action="append",
        default=[],
        dest="recipients",
        help="encrypt for this age key; again for another",
    )


def run(options: Options) -> None:
    out: Path = options.out.absolute()
    if out.is_dir():
        out /= f"regulars-{timezone.now():%Y-%m-%d-%H%M%S}.regulars"
    lock = lock_of(options)
    with options.console.status("Backing up …") as status:
        manifest = make_backup(out, lambda step: status.update(f"Backing up: {step} …"), lock)
    size = out.stat().st_size / 1e6
    rows = sum(manifest.rows.values())
    options.console.print(
        f"{out}: {size:.1f} MB, {rows:,} rows and {len(manifest.members) - 1} files,", end=" "
    )
    how = " encrypted," if lock else ""
    options.console.print(f"written by Regulars {settings.VERSION},{how} and read back.")


def lock_of(options: Options) -> Lock:
    """What was asked for is looked at before the long work begins."""
    for said in options.recipients:
        recipient(said)
    passphrase = read_passphrase(options.passphrase_file) if options.passphrase_file else ""
    return Lock(passphrase=passphrase, recipients=tuple(options.recipients))
