"""Doing something to many: whom is settled at the start, then chunk after chunk, each in one transaction with its own record
of being done. Killed at any moment, the same call goes on, and nobody is done twice."""

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed, Refusal
from regulars.lib.later import enqueue
from regulars.lists.acts import ACTS, Act, Doing
from regulars.lists.budget import within
from regulars.lists.models import BulkAct
from regulars.lists.subjects import SUBJECTS
from regulars.team.models import Member
from regulars.timeline.models import record

SMALL = 500
"""So many are done while one waits."""
CHUNK = 10_000
COLLECTING = 20_000
"""Milliseconds to find out who is meant."""

_COLLECT = """
INSERT INTO lists_bulkchunk (act_id, number, ids)
SELECT %s, number, array_agg(id)
FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / %s AS number FROM ({records}) AS meant (id)) AS numbered
GROUP BY number
"""


def begin(
    act: Act, subject: str, cleaned: dict[str, Any], records: QuerySet[Any], *, by: Member, said: str = ""
) -> BulkAct:
    """`records` are those meant, already through their door. Few are done when this returns, more by the worker.

    Raises ListTooSlow where finding out who is meant takes too long, and what the act refuses.
    """
    with transaction.atomic():
        made = BulkAct.objects.create(
            act=act.name, subject=subject, given=act.given(cleaned), member=by, said=said[:500]
        )
        with within(COLLECTING):
            made.total = _collect(made, records)
        made.save(update_fields=["total"])
        if made.total > SMALL:
            enqueue("lists.act", act_id=made.pk)
    if made.total <= SMALL:
        carry_out(made.pk)
        made.refresh_from_db()
    return made


def _collect(made: BulkAct, records: QuerySet[Any]) -> int:
    """Whom it is to be done to, as of now; how many."""
    sql, values = records.order_by().values_list("pk", flat=True).query.sql_with_params()
    with connection.cursor() as cursor:
        # The records' SQL is Django's own, its values parameters.
        cursor.execute(_COLLECT.format(records=sql), [made.pk, CHUNK, *values])
        cursor.execute(
            "SELECT coalesce(sum(cardinality(ids)), 0) FROM lists_bulkchunk WHERE act_id = %s", [made.pk]
        )
        return int(cursor.fetchone()[0])


def carry_out(pk: int) -> None:
    """To the end, from wherever it is. Raises what the act refuses; it is ended then, and says why."""
    try:
        while _one_chunk(pk):
            pass
    except Refusal as refusal:
        BulkAct.objects.filter(pk=pk).update(stop=True, why=str(refusal)[:300])
        _one_chunk(pk)
        raise


def _one_chunk(pk: int) -> bool:
    """The next chunk; whether there may be another."""
    with transaction.atomic():
        held = BulkAct.objects.select_for_update().get(pk=pk)
        if held.finished_at:
            return False
        chunk = None if held.stop else held.chunks.order_by("number").first()
        if chunk:
            ids = still_theirs(held, chunk.ids)
            held.changed += ACTS[held.act].do(Doing(held.pk, held.subject, ids, held.given)) if ids else 0
            held.done += len(chunk.ids)
            chunk.delete()
        else:
            _finish(held)
        held.moved_at = timezone.now()
        held.save(update_fields=["changed", "done", "moved_at", "finished_at", "event"])
    return chunk is not None


def still_theirs(held: BulkAct, ids: list[int]) -> list[int]:
    """Of `ids` those that whoever began it may change now, however long it waited: an access that ended or was narrowed
    counts at once. Raises NotAllowed."""
    act, member = ACTS[held.act], held.member
    if (
        member is None
        or not member.is_active
        or not member.may_write
        or (act.right and not member.may(act.right))
    ):
        raise NotAllowed(_("Whoever began this may not do it any more, so it was stopped there."))
    member.access = member.access.for_writing()
    if member.access.everything:
        return ids
    seen = SUBJECTS[held.subject].visible(member).filter(pk__in=ids)
    return list(seen.order_by().values_list("pk", flat=True))


def _finish(held: BulkAct) -> None:
    held.chunks.all().delete()
    held.finished_at = timezone.now()
    if held.changed:
        told = ACTS[held.act].told(held.given)
        facts: dict[str, Any] = {
            "act": held.pk,
            "subject": held.subject,
            "number": held.changed,
            "told": told,
        }
        held.event = record("lists.acted", by=held.member, **facts).pk


def stop(made: BulkAct) -> None:
    """After the chunk that is being done; what is done stays, and can be undone."""
    BulkAct.objects.filter(pk=made.pk, finished_at=None).update(stop=True)
