"""Who must deliver what was promised, and that they said yes to it (S4). Nobody's silence is a yes."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.service.errors import AcceptedAlready, NothingSaid, NotTheirsToAccept
from regulars.service.models.promise_change import Act
from regulars.service.models.remembered import Remembered
from regulars.team.models import Member
from regulars.timeline.models import Event, record

WAITING = Q(state="open", side="ours", accepted_at=None, declined_at=None)
DECLINED = Q(state="open", side="ours", declined_at__isnull=False)


class HandedOver(Remembered):
    """A promise of theirs has nobody of ours who delivers it: all four are empty."""

    deliver_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="to_deliver",
        db_index=False,
        verbose_name=gettext_lazy("who delivers it"),
    )
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_why = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(declined_at=None) | (Q(accepted_at=None) & ~Q(declined_why="")),
                name="declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(side="ours") | Q(deliver_by=None, accepted_at=None, declined_at=None),
                name="theirs_is_not_delivered_by_us",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        """For whoever must deliver it to say yes or no."""
        ours: Any = self
        open_ours = ours.state == "open" and ours.side == "ours"
        return open_ours and self.accepted_at is None and self.declined_at is None

    def hand_over(self, *, to: Member, by: Member) -> Event:
        """`to` must deliver it, and is asked; taking it oneself is the yes."""
        with transaction.atomic():
            stored: Any = self.locked_open()
            if stored.side != "ours":
                raise NotTheirsToAccept(_("They promised this one; nobody here can deliver it for them."))
            mine = to.pk == by.pk
            change = stored.change(
                Act.HANDED_OVER, by=by, word=str(to), deliver_by_id=to.pk,
                accepted_at=timezone.now() if mine else None, declined_at=None, declined_why="",
            )  # fmt: skip
            return record(
                "service.promise_handed_over", by=by, account_id=stored.account_id, promise=stored.pk,
                change=change.pk, what=stored.what, to=str(to), mine=mine,
            )  # fmt: skip

    def accept(self, *, by: Member) -> Event:
        """Yes from whoever must deliver. Raises NotTheirsToAccept for anybody else, AcceptedAlready the second time."""
        with transaction.atomic():
            stored = self._to_answer(by)
            change = stored.change(
                Act.ACCEPTED, by=by, accepted_at=timezone.now(), declined_at=None, declined_why=""
            )
            return record(
                "service.promise_accepted", by=by, account_id=stored.account_id, promise=stored.pk,
                change=change.pk, what=stored.what,
            )  # fmt: skip

    def decline(self, *, by: Member, why: str) -> Event:
        """No from whoever must deliver, with a reason; the maker answers for it again."""
        why = why.strip()
        if not why:
            raise NothingSaid(_("Say why, so that whoever promised it can find another way."))
        with transaction.atomic():
            stored = self._to_answer(by)
            change = stored.change(
                Act.DECLINED, by=by, word=why, declined_at=timezone.now(), declined_why=why[:500]
            )
            return record(
                "service.promise_declined", by=by, account_id=stored.account_id, promise=stored.pk,
                change=change.pk, what=stored.what, why=why,
            )  # fmt: skip

    def _to_answer(self, by: Member) -> Any:
        stored: Any = self.locked_open()
        if stored.side != "ours" or stored.deliver_by_id != by.pk:
            raise NotTheirsToAccept(_("Only whoever must deliver it can accept or decline it."))
        if stored.accepted_at:
            raise AcceptedAlready(_("You accepted this one already. Hand it over if you cannot deliver it."))
        return stored


ANSWERABLE = models.functions.Coalesce(
    models.Case(models.When(accepted_at__isnull=False, then=F("deliver_by"))), F("made_by")
)
"""Whose kept-rate a promise of ours is: whoever accepted it, until then whoever made it."""
