"""Going through everybody for pairs that may be the same, in the background: a step at a time, each kept as soon as it is done,
so that a stopped search goes on where it was. A verdict somebody gave is never touched."""

import json

from django.db import connection, transaction
from django.utils import timezone

from regulars.lib.later import enqueue
from regulars.people.duplicates.candidates import RARE, STEPS, Block, pairs
from regulars.people.duplicates.comparing import LIKELY, Likeness, accounts_alike, people_alike
from regulars.people.duplicates.reading import sides
from regulars.people.models import DuplicatePair, DuplicateSearch, Verdict
from regulars.team.models import Member

_KEEP = """
INSERT INTO people_duplicatepair (kind, first, second, score, reasons, verdict, found_at, search)
SELECT %(kind)s, found.first, found.second, found.score, found.reasons::jsonb, 'open', now(), %(search)s
FROM unnest(%(firsts)s::bigint[], %(seconds)s::bigint[], %(scores)s::int[], %(reasons)s::text[])
  AS found (first, second, score, reasons)
ORDER BY 1, 2, 3
ON CONFLICT (kind, first, second) DO UPDATE
SET score = excluded.score, reasons = excluded.reasons, search = excluded.search,
    verdict = CASE people_duplicatepair.verdict WHEN 'merged' THEN 'open' ELSE people_duplicatepair.verdict END
"""


def ask_for_search(by: Member | None = None) -> DuplicateSearch:
    """The search that is under way, or a new one and its job."""
    with transaction.atomic():
        running = DuplicateSearch.objects.filter(done_at=None).select_for_update().first()
        if running is not None:
            return running
        made = DuplicateSearch.objects.create(asked_by=by, steps=len(STEPS))
        enqueue("people.search_duplicates", search_id=made.pk)
        return made


def search(search_id: int) -> None:
    """Do what is left of a search. Done twice, or by two at once, it does nothing the second time."""
    while True:
        with transaction.atomic():
            running = DuplicateSearch.objects.select_for_update().filter(pk=search_id, done_at=None).first()
            if running is None:
                return
            if running.step >= len(STEPS):
                _finish(running)
                return
            running.found += _step(running, *STEPS[running.step])
            running.step += 1
            running.save(update_fields=["found", "step"])


def _step(running: DuplicateSearch, block: Block, part: int) -> int:
    kept = 0
    for chunk in pairs(block, part):
        loaded = sides(block.kind, sorted({pk for row in chunk for pk in row[:2]}))
        found: list[tuple[int, int, Likeness]] = []
        for first, second, size in chunk:
            one, other = loaded.get(first), loaded.get(second)
            if one is None or other is None:
                continue
            person = block.kind == "person"
            like = people_alike(one, other) if person else accounts_alike(one, other, size <= RARE)
            if like.score >= LIKELY:
                found.append((first, second, like))
        kept += _keep(running, block.kind, found)
    return kept


def _keep(running: DuplicateSearch, kind: str, found: list[tuple[int, int, Likeness]]) -> int:
    if found:
        with connection.cursor() as cursor:
            cursor.execute(
                _KEEP,
                {
                    "kind": kind,
                    "search": running.pk,
                    "firsts": [first for first, _second, _like in found],
                    "seconds": [second for _first, second, _like in found],
                    "scores": [like.score for *_pair, like in found],
                    "reasons": [json.dumps(like.reasons) for *_pair, like in found],
                },
            )
    return len(found)


def _finish(running: DuplicateSearch) -> None:
    """What earlier searches found and this one did not is no question any more; verdicts stay."""
    DuplicatePair.objects.filter(verdict=Verdict.OPEN).exclude(search=running.pk).delete()
    running.done_at = timezone.now()
    running.found = DuplicatePair.objects.filter(search=running.pk, verdict=Verdict.OPEN).count()
    running.save(update_fields=["done_at", "found"])
