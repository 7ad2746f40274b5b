"""An account review: due on a day, done with a finding and a contact, followed by the next one (R33)."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.care.errors import NothingFound
from regulars.care.models.noted import Noted, NotedQuerySet
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import Channel, Touch, log_touch, record


class Look(TextChoices):
    """What a review looks at."""

    FREQUENCY = "frequency", _("a discount for ordering often")
    UPGRADE = "upgrade", _("better options for them")
    NEEDS = "needs", _("what has changed for them: growth, technology, new markets")
    RULES = "rules", _("new rules and laws")


CONTACTS = {Channel.CALL, Channel.WRITE, Channel.MESSAGE, Channel.MEETING}


class ReviewQuerySet(NotedQuerySet):
    def open(self) -> Self:
        return self.standing().filter(done_at=None)


class Review(Noted):
    """`by` is who asked for it; nobody where the product did, because the account is a top one."""

    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    finding = models.TextField(_("what we found"), max_length=2000, blank=True)
    looked_at = models.JSONField(default=list)
    touch = models.ForeignKey(Touch, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = ReviewQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "due_on"], name="review_of_account"),
            models.Index(fields=["due_on"], name="review_open", condition=Q(done_at=None, withdrawn_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | (~Q(finding="") & ~Q(looked_at=[])),
                name="review_done_found_something",
            )
        ]

    def __str__(self) -> str:
        return str(self.due_on)

    @classmethod
    @transaction.atomic
    def schedule(cls, account: Account, *, by: Member | None, due_on: date) -> Self:
        """The account's next review; one that is open already moves to that day."""
        Account.objects.select_for_update(of=("self",)).only("pk").get(pk=account.pk)
        open_one: Self | None = cls.objects.open().filter(account=account).order_by("due_on").first()
        if open_one is None:
            made = cls(account=account, by=by, due_on=due_on)
            made.save(force_insert=True)
            made.told = record("care.review_scheduled", by=by, **made.named, due=due_on.isoformat())
            return made
        changed = open_one.put({"done_at": None}, due_on=due_on)
        open_one.told = record(
            "care.review_moved", by=by, **open_one.named, due=due_on.isoformat(), **changed
        )
        return open_one

    @transaction.atomic
    def finish(
        self, *, by: Member, finding: str, looked_at: list[str], channel: str, again_days: int, note: str = ""
    ) -> "Review":
        """Done: log the contact, keep the finding, schedule the next. Raises NothingFound, SettledAlready."""
        if not finding.strip() or not looked_at or channel not in CONTACTS:
            raise NothingFound(
                gettext("A review is done when you spoke with them and found something. Write both down.")
            )
        touch = log_touch(
            account_id=self.account_id, by=by, channel=channel, two_way=True, note=note or finding.strip()
        )
        done: dict[str, Any] = {"done_at": timezone.now(), "done_by": by, "finding": finding.strip()}
        changed = self.put({"done_at": None}, looked_at=looked_at, touch=touch, **done)
        due = timezone.localdate() + timedelta(days=again_days)
        next_one = Review.schedule(self.account, by=None, due_on=due)
        self.told = record("care.review_done", by=by, **self.named, **changed, next=next_one.pk)
        return next_one
