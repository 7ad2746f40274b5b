"""What the worker does for lists: acts on many, and their undoing. Each goes on where it was; twice does once."""

from regulars.lib.later import job
from regulars.lists import bulk
from regulars.lists.models import BulkAct


@job("lists.act")
def act(act_id: int) -> None:
    if BulkAct.objects.filter(pk=act_id).exists():
        bulk.carry_out(act_id)


@job("lists.undo")
def undo(act_id: int) -> None:
    if BulkAct.objects.filter(pk=act_id).exists():
        bulk.carry_back(act_id)
