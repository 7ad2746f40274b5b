"""List what was imported, newest first, with the number that `import revert` takes."""

import argparse

from regulars.imports.models import Import, State
from regulars.operations.commands import Options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="those that were thrown away, too")


def run(options: Options) -> None:
    imports = Import.objects.order_by("-pk")
    if not options.all:
        imports = imports.exclude(state=State.DISCARDED)
    for one in imports.iterator():
        new = one.counts.get("new", 0)
        what = f"{one.kind:<6}  {one.source}  {one.file_name}  {one.get_state_display()}"
        print(f"{one.pk:>5}  {one.created_at:%Y-%m-%d %H:%M}  {what}  {new} new")
