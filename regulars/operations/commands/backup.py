"""Write everything but the secrets into one file.

The file is written beside its place, read back and compared, and only then given its name: what has the name
is whole. It holds the database and the files; not the secret key, so after a restore elsewhere everybody signs
in again. Works beside a running bin/up. Keep it as safe as the customers' data it holds.
"""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from regulars.operations.backup.making import make_backup
from regulars.operations.commands import Options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "out", metavar="OUT", type=Path, help="the new file (suggested ending .regulars), or a folder"
    )


def run(options: Options) -> None:
    out: Path = options.out.absolute()
    if out.is_dir():
        out /= f"regulars-{timezone.now():%Y-%m-%d-%H%M%S}.regulars"
    with options.console.status("Backing up …") as status:
        manifest = make_backup(out, lambda step: status.update(f"Backing up: {step} …"))
    size = out.stat().st_size / 1e6
    rows = sum(manifest.rows.values())
    options.console.print(
        f"{out}: {size:.1f} MB, {rows:,} rows and {len(manifest.members) - 1} files,", end=" "
    )
    options.console.print(f"written by Regulars {settings.VERSION} and read back.")
