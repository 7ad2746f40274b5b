"""bin/bench people: lists, pages, search, saving, bulk acts, duplicates and permissions over a million people, a JSON line each.

`bin/bench people --accounts 2000` measures a smaller firm (people are five times as many, touches twenty-five times,
orders five times), `--only pages deeds` some of the parts. Quiet machine, please.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import psutil
from django.conf import settings
from django.test import Client

from benches.main import machine
from benches.measuring import tell
from benches.pages import serving
from benches.people import deeds, screens
from benches.people.browsing import Ask, Browser, tell_page, tell_queries
from benches.people.filling import Size, fill
from benches.people.keystrokes import keystrokes
from benches.people.permissions import permissions
from regulars.finding.documents import rebuild
from regulars.retention.scoring import score
from regulars.team.models import Member, Role
from regulars.timeline.models import recount_all

PARTS = ["pages", "deeds", "permissions"]
FLAT = 400.0
"""MB of the web server after all of that; it starts with about 120."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench people", description=__doc__)
    parser.add_argument("--accounts", type=int, default=200_000, help="accounts in the made-up firm (200000)")
    parser.add_argument("--requests", type=int, default=400, help="requests a page (400)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts only")
    chosen = parser.parse_args(arguments)
    machine()
    member = Member.objects.create_member("bench@firm.example", "Bench", Role.OWNER)
    size = Size.of(chosen.accounts)
    prepare(size)
    said = f"{size.accounts} accounts, {size.people} people, {size.touches} touches, {size.orders} orders"
    if "pages" in chosen.only:
        pages(member, chosen.requests, said)
    if "deeds" in chosen.only:
        deeds.one_new_person(said)
        deeds.bulk_tag(member, said)
        deeds.duplicates(member, said)
    if "permissions" in chosen.only:
        permissions(said)
    return 0


def prepare(size: Size) -> None:
    """The firm, and what the product counts and indexes about it by itself; how long each takes is told, held to nothing."""
    fill(size, lambda table, seconds: tell(f"filling {table}", seconds, "s"))
    steps: dict[str, Callable[[], Any]] = {
        "counting contacts": recount_all,
        "indexing words": rebuild,
        "scoring": lambda: score(None, progress=lambda _percent: None),
    }
    for name, step in steps.items():
        began = time.perf_counter()
        step()
        tell(name, time.perf_counter() - began, "s")


def pages(member: Member, requests: int, size: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(member)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    read = screens.lists() | {
        "account page": screens.accounts(),
        "person page": screens.people(),
        "search, each keystroke": [Ask(path, part=True) for path in keystrokes()],
    }
    with serving("regulars.operations.web") as (process, port):
        browser = Browser(port, cookie)
        for name, asks in read.items():
            tell_page(browser, name, asks, max(requests, len(asks)), size)
            tell_queries(client, name, asks, size)
        tell_page(browser, "saving one field", screens.saving(), requests, size)
        tell("web server: memory", memory(process), "MB", FLAT, size=size)


def memory(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return float(sum(one.memory_info().rss for one in family) / 1e6)


if __name__ == "__main__":
    sys.exit(main())
