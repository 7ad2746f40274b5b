"""How a promise ends: kept, broken or withdrawn, by whom and when."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.service.errors import NoDate, NothingSaid, PriceMissing
from regulars.service.models.promise_change import Act
from regulars.service.models.remembered import Remembered
from regulars.service.models.states import About, Side, State
from regulars.team.models import Member
from regulars.timeline.models import Event, Touch, record


class Ending(Remembered):
    """`touch` is the contact that kept it; `final_price` what it cost in the end, where a price was promised."""

    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=500, blank=True)
    touch = models.ForeignKey(Touch, models.SET_NULL, null=True, related_name="+")
    final_price = models.DecimalField(max_digits=18, decimal_places=2, null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="ended_says_when",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="promise_state_known"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def kept_late(self) -> bool:
        promised: Any = self
        return self.state == State.KEPT and self.ended_at is not None and promised.late_at(self.ended_at)

    @property
    def dearer(self) -> bool:
        """Kept, but not at the agreed price: we took more, or they gave less."""
        promised: Any = self
        if self.state != State.KEPT or promised.price is None or self.final_price is None:
            return False
        if promised.side == Side.OURS:
            return bool(self.final_price > promised.price)
        return bool(self.final_price < promised.price)

    @property
    def needs_words(self) -> bool:
        """A word to get back to somebody is kept by getting back to them: it asks for what was said."""
        promised: Any = self
        return bool(promised.about == About.FOLLOW_UP)

    def keep(
        self,
        *,
        by: Member,
        how: str = "",
        on: datetime | None = None,
        touch: Touch | None = None,
        final_price: Decimal | None = None,
        logged: bool = False,
    ) -> Event:
        """Raises NothingSaid for a follow-up without words or a contact since it was made, PriceMissing, NoDate or
        PromiseEnded. `on`: when it was kept, if not now. `logged`: the touch was written down with this, and goes with it."""
        how = how.strip()
        with transaction.atomic():
            stored: Any = self.locked_open()
            when = stored.moment_of_keeping(on, touch)
            if stored.needs_words and not (how or stored.answers(touch)):
                raise NothingSaid(
                    _("Nobody got an answer yet. Write what was said, or choose the contact in which it was.")
                )
            if stored.price is not None and final_price is None:
                raise PriceMissing(_("Say what it cost in the end: a price was promised."))
            change = stored.change(
                Act.KEPT, by=by, word=how, state=State.KEPT, ended_at=when, ending=how[:500],
                touch_id=touch.pk if touch else None, final_price=final_price,
            )  # fmt: skip
            return record(
                "service.promise_kept", by=by, account_id=stored.account_id, promise=stored.pk, change=change.pk,
                what=stored.what, side=stored.side, late=stored.late_at(when), how=how, logged=logged,
            )  # fmt: skip

    def break_(self, *, by: Member, why: str) -> Event:
        """It was not done, and will not be. Raises NothingSaid or PromiseEnded."""
        return self._end(State.BROKEN, by=by, why=why)

    def withdraw(self, *, by: Member, why: str) -> Event:
        """It no longer holds: written down by mistake, or let off by whom it was given to. Counts neither way."""
        return self._end(State.WITHDRAWN, by=by, why=why)

    def moment_of_keeping(self, on: datetime | None, touch: Touch | None) -> datetime:
        now = timezone.now()
        moment = on or (touch.at if touch else now)
        promised: Any = self
        if moment > now or moment < promised.made_at:
            raise NoDate(_("It was kept between the day it was made and now. Choose a day in between."))
        return moment

    def answers(self, touch: Touch | None) -> bool:
        """Whether `touch` is a contact with them since the promise, and not an empty one."""
        promised: Any = self
        if touch is None or touch.withdrawn_at or touch.account_id != promised.account_id:
            return False
        return touch.at >= promised.made_at and bool(touch.two_way or touch.note.strip())

    def _end(self, state: State, *, by: Member, why: str) -> Event:
        why = why.strip()
        if not why:
            raise NothingSaid(_("Say why, in a few words. In a year you will want to know."))
        with transaction.atomic():
            stored: Any = self.locked_open()
            change = stored.change(
                Act(state), by=by, word=why, state=state, ended_at=timezone.now(), ending=why[:500]
            )
            about = {"promise": stored.pk, "change": change.pk, "what": stored.what, "side": stored.side}
            if state == State.BROKEN:
                return record("service.promise_broken", by=by, account_id=stored.account_id, why=why, **about)
            return record("service.promise_withdrawn", by=by, account_id=stored.account_id, why=why, **about)
