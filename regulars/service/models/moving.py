"""When a promise is due, and moving that with the customer's word. A moved promise is never counted as kept."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.service.errors import NoDate, NothingSaid
from regulars.service.models.promise_change import Act
from regulars.service.models.remembered import Remembered
from regulars.service.when import Due, refuse_unless_ahead
from regulars.team.models import Member
from regulars.timeline.models import Event, record


class Moving(Remembered):
    due = models.DateTimeField(gettext_lazy("due"), help_text="the first moment at which it is late")
    due_day = models.DateField(null=True, help_text="the firm's day that was named; null where a time was")
    first_due = models.DateTimeField(help_text="what was promised first, which the kept-rate goes by")
    moves = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        abstract = True

    def late_at(self, moment: datetime) -> bool:
        return moment >= self.due

    def renegotiate(
        self, *, by: Member, due: Due, word: str, said_by: str, said_at: datetime | None = None
    ) -> Event:
        """The customer agreed to another day: what they said, who of them, and when. Raises NothingSaid, NoDate or
        PromiseEnded. It counts as moved from now on, never as kept in time."""
        now = timezone.now()
        word, said_by = word.strip(), said_by.strip()
        if not word or not said_by:
            raise NothingSaid(_("A date moves only with their word: write what they said, and who said it."))
        refuse_unless_ahead(due, now)
        with transaction.atomic():
            stored: Any = self.locked_open()
            if stored.due == due.moment:
                raise NoDate(_("That is when it is due already. Choose another day or time."))
            change = stored.change(
                Act.MOVED, by=by, word=word, said_by=said_by, said_at=said_at or now,
                due=due.moment, due_day=due.day, moves=stored.moves + 1,
            )  # fmt: skip
            return record(
                "service.promise_moved", by=by, account_id=stored.account_id, promise=stored.pk, change=change.pk,
                what=stored.what, side=stored.side, word=word, said_by=said_by,
                due=due.moment.isoformat(), day=due.day.isoformat() if due.day else "",
            )  # fmt: skip
