"""Many accounts into the bin, and out of it again."""

from typing import Any

from django import forms
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lib.later import enqueue_once
from regulars.lists.acts import Act, Doing, Undoing, act
from regulars.people.merging.locking import share_ledger
from regulars.team.models import Right

_REMOVE = """
WITH gone AS (
    UPDATE people_account SET removed_at = %(at)s WHERE id = ANY(%(ids)s) AND removed_at IS NULL RETURNING id
)
INSERT INTO lists_bulkchange (act_id, record_id, account_id) SELECT %(act)s, id, id FROM gone
"""
_BACK = """
UPDATE people_account AS account SET removed_at = NULL FROM lists_bulkchange AS change
WHERE change.act_id = %(act)s AND change.id > %(after)s AND change.id <= %(until)s
    AND account.id = change.record_id AND account.removed_at = %(at)s AND account.merged_into_id IS NULL
    AND NOT EXISTS (SELECT FROM people_removal AS gone WHERE gone.kind = 'account' AND gone.record = account.id)
"""


def remove(chunk: Doing) -> int:
    """As one is removed by hand: with its people, orders and history, which all come back with it."""
    share_ledger()
    enqueue_once("retention.score_tonight")
    return _run(_REMOVE, {"at": chunk.given["at"], "ids": chunk.ids, "act": chunk.act_id})


def put_back(chunk: Undoing) -> int:
    """Those that are in the bin by this act still: not merged away, nor removed for good, meanwhile."""
    enqueue_once("retention.score_tonight")
    values = {"at": chunk.given["at"], "act": chunk.act_id, "after": chunk.after, "until": chunk.until}
    return _run(_BACK, values)


def _run(sql: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


class SureForm(forms.Form):
    def __init__(self, subject: str, data: Any) -> None:
        super().__init__(data)


def given(cleaned: dict[str, Any]) -> dict[str, Any]:
    """The moment by which those are known again that this act removed."""
    return {"at": timezone.now().isoformat()}


def told(given: dict[str, Any]) -> str:
    return _("moved them to the bin")


act(
    Act(
        name="remove",
        label=gettext_lazy("Move to the bin"),
        subjects=("accounts",),
        form=SureForm,
        given=given,
        do=remove,
        undo=put_back,
        told=told,
        order=90,
        right=Right.REMOVE,
        decides=True,
    )
)
