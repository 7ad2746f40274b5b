"""What the worker does for lists: acts on many, and their undoing. Each goes on where it was; twice does once."""

from contextlib import suppress

from regulars.lib.errors import Refusal
from regulars.lib.later import job
from regulars.lists import bulk
from regulars.lists.models import BulkAct


@job("lists.act")
def act(act_id: int) -> None:
    # A refusal is told on the act's page; for the queue the job is done. Anything else is tried again.
    with suppress(Refusal):
        if BulkAct.objects.filter(pk=act_id).exists():
            bulk.carry_out(act_id)


@job("lists.undo")
def undo(act_id: int) -> None:
    if BulkAct.objects.filter(pk=act_id).exists():
        bulk.carry_back(act_id)


@job("lists.close")
def close() -> None:
    """What was there before acts of more than thirty days ago is forgotten. The second time there is none."""
    bulk.close()
