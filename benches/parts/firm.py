"""A made-up firm of a stated size: how long scoring takes, and how fast its pages are."""

import sys
from datetime import date

import django

django.setup()

from benches.commands import regulars
from benches.measuring import tell
from benches.pages import measure_pages
from regulars.demo.filling import fill
from regulars.retention.models import ScoringRun

UNTIL = date(2026, 6, 30)
SCORING = 10.0
MEMORY = 1000.0


def main() -> None:
    accounts, requests, with_pages = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1"
    story = fill(accounts=accounts, until=UNTIL)
    size = f"{accounts} accounts, {len(story.ledger.who)} orders"
    ran = regulars("score", "--quiet")
    run = ScoringRun.objects.done().first()
    assert run
    assert run.started_at
    assert run.finished_at
    took = (run.finished_at - run.started_at).total_seconds()
    tell("scoring", took, "s", SCORING, size=size, command=round(ran.seconds, 1), cpu=ran.cpu)
    tell("scoring: peak memory", ran.peak, "MB", MEMORY, size=size)
    if with_pages:
        measure_pages(requests, size)


if __name__ == "__main__":
    main()
