"""Walk the whole history, link by link, and say whether anybody tampered with it.

Ends with 2 and one sentence about the first link that does not hold. What it prints last is where the chain ends: write that
down somewhere else, and give it back with --noted, and it shows too when the end was cut off or everything was made anew.
"""

import argparse

from regulars.lib.errors import BadInput
from regulars.operations.commands import Options
from regulars.operations.problems import Problem
from regulars.trust.history import seal, verify
from regulars.trust.history.sealing import Head


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--noted", metavar="NUMBER:HASH", type=str, help="where the chain ended when you looked last"
    )


def run(options: Options) -> None:
    noted = head_of(options.noted) if options.noted else None
    seal()
    with options.console.status("walking the history") as told:
        found = verify(noted, lambda links: told.update(f"walking the history: {links:,} links"))
    if found.broken:
        raise Problem(found.broken)
    print(f"{found.links:,} links, and every one holds. The last is")
    print(found.head)


def head_of(text: str) -> Head:
    number, _colon, digest = text.strip().partition(":")
    try:
        return Head(int(number), bytes.fromhex(digest))
    except ValueError:
        raise BadInput(
            f"--noted takes what this command prints last, such as 4312:9f86d0…, not {text!r}."
        ) from None
