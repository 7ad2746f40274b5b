"""Print a one-time link: for the first owner to sign up, or for a member to get back in.

Without EMAIL: the sign-up link, while there is no owner. With EMAIL: a link, good for an hour, on which that
member sets a new password. With --without-second-step as well, their app, passkeys and recovery codes are forgotten
first, for who has lost them all. For whoever holds the machine; nobody else can make one.
"""

import argparse

from regulars.lib.errors import BadInput
from regulars.operations.addresses import address
from regulars.operations.commands import Options
from regulars.operations.running import read, state_file
from regulars.team import signup
from regulars.team.second_step import forget_second_step


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", nargs="?", help="the member who cannot get in any more")
    parser.add_argument(
        "--without-second-step", action="store_true", help="forget their app, passkeys and recovery codes too"
    )


def run(options: Options) -> None:
    if options.without_second_step:
        forget_second_step(options.email or "")
    path = signup.recovery_link(options.email) if options.email else signup.owner_link()
    if path is None:
        raise BadInput(
            "There is an owner already. For one who cannot get in any more: bin/regulars owner-link EMAIL."
        )
    where = read(state_file(options.data)).get("address") or address("127.0.0.1", 8000)
    print(f"{where}{path}")
