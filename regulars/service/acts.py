"""What can be done to many promises at once: hand them to somebody else to deliver. Each by the promise's own rule, so that its
history tells it, whoever gets them is asked, and what was answered since stays."""

from contextlib import suppress
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lib.errors import Refusal
from regulars.lists.acts import Act, Doing, Undoing, act
from regulars.lists.models import BulkAct, BulkChange
from regulars.service.errors import CannotHandOver, PromiseEnded
from regulars.service.models import Promise, Side
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import take_back


class DeliverForm(forms.Form):
    def __init__(self, subject: str, data: Any) -> None:
        super().__init__(data)
        self.fields["member"] = forms.ModelChoiceField(
            Member.objects.filter(is_active=True).order_by("name"),
            label=_("Who delivers them"),
            empty_label=_("choose somebody"),
            help_text=_("Open promises of ours only; whoever gets them is asked to accept each."),
        )


def hand_over(chunk: Doing) -> int:
    to = Member.objects.filter(pk=chunk.given["member"], is_active=True).first()
    by = _whose(chunk.act_id)
    if to is None or by is None:
        raise CannotHandOver(_("Whoever was to deliver these is not here any more. Choose somebody else."))
    held = Promise.objects.open().filter(pk__in=chunk.ids, side=Side.OURS).exclude(deliver_by=to)
    done: list[tuple[int, int]] = []
    for promise in held.order_by("pk"):
        with suppress(PromiseEnded):  # somebody ended it this instant
            done.append((promise.pk, promise.hand_over(to=to, by=by).pk))
    BulkChange.objects.bulk_create(
        BulkChange(act_id=chunk.act_id, record_id=pk, before={"event": event}) for pk, event in done
    )
    return len(done)


def hand_back(chunk: Undoing) -> int:
    """Those to whom nothing happened since."""
    by, back = _whose(chunk.act_id), 0
    changes = BulkChange.objects.filter(act_id=chunk.act_id, pk__gt=chunk.after, pk__lte=chunk.until)
    for before in changes.order_by("pk").values_list("before", flat=True):
        with suppress(Refusal):
            take_back(Event.objects.get(pk=(before or {})["event"]), by=by)
            back += 1
    return back


def _whose(act_id: int) -> Member | None:
    """Who does it. Their account stays when they leave."""
    return BulkAct.objects.select_related("member").get(pk=act_id).member


act(
    Act(
        name="deliver",
        label=gettext_lazy("Give to somebody else to deliver"),
        subjects=("promises",),
        form=DeliverForm,
        given=lambda cleaned: {"member": cleaned["member"].pk, "name": str(cleaned["member"])},
        do=hand_over,
        undo=hand_back,
        told=lambda given: _("gave promises to %(name)s to deliver") % given,
        order=10,
    )
)
