"""Somebody else looks after them now, and they have to be told who (T10): nobody is handed over without a word."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from regulars.people.errors import ToldAlready
from regulars.people.models.account import Account
from regulars.people.models.sight import within
from regulars.team.models import Member
from regulars.timeline.models import Event, Touch, log_touch, record

_ASK = """
INSERT INTO people_introduction (account_id, before, made_at)
SELECT account.id, %(before)s, %(now)s FROM people_account AS account
WHERE account.id = ANY(%(ids)s) AND account.removed_at IS NULL
ON CONFLICT (account_id) WHERE told_at IS NULL AND dropped_at IS NULL DO NOTHING
"""
_ASK_AFTER_ACT = """
INSERT INTO people_introduction (account_id, before, made_at)
SELECT change.account_id, left(coalesce(nullif(owner.name, ''), owner.email), 200), %(now)s
FROM lists_bulkchange AS change JOIN team_member AS owner ON owner.id = (change.before #>> '{}')::bigint
WHERE change.act_id = %(act)s AND change.account_id = ANY(%(ids)s)
ON CONFLICT (account_id) WHERE told_at IS NULL AND dropped_at IS NULL DO NOTHING
"""
_GIVEN_BACK = """
UPDATE people_introduction AS asked SET dropped_at = %(now)s
FROM people_account AS account JOIN team_member AS owner ON owner.id = account.owner_id
WHERE asked.account_id = ANY(%(ids)s) AND asked.account_id = account.id AND asked.told_at IS NULL
    AND asked.dropped_at IS NULL AND asked.before = left(coalesce(nullif(owner.name, ''), owner.email), 200)
"""
_PART_OF_ACT = """
SELECT account_id FROM lists_bulkchange WHERE act_id = %(act)s AND id > %(after)s AND id <= %(until)s
"""


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, member: Member) -> Self:
        return within(self.filter(account__removed_at=None), member)

    def waiting(self) -> Self:
        """Those still to be told."""
        return self.filter(told_at=None, dropped_at=None)


class Introduction(models.Model):
    """`before` is the name of whom they know. `dropped_at`: they were given back before anybody told them."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="introductions", db_index=False)
    before = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    touch = models.ForeignKey("timeline.Touch", models.SET_NULL, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    objects: ClassVar = IntroductionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["account"], name="introduction_of_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(told_at=None, dropped_at=None),
                name="introduction_waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.before}"

    @transaction.atomic
    def tell(self, *, by: Member, channel: str, note: str = "") -> Event:
        """They know now who looks after them: a contact on their timeline. Raises ToldAlready the second time."""
        stored = Introduction.objects.select_for_update().get(pk=self.pk)
        if stored.told_at or stored.dropped_at:
            raise ToldAlready
        stored.touch = log_touch(account_id=stored.account_id, by=by, channel=channel, note=note)
        stored.told_at, stored.told_by = timezone.now(), by
        stored.save(update_fields=["touch", "told_at", "told_by"])
        about = {"introduction": stored.pk, "before": stored.before}
        return record("people.introduced", by=by, account_id=stored.account_id, **about)

    @transaction.atomic
    def take_back(self, *, by: Any) -> None:
        """It was not told after all."""
        if isinstance(self.touch, Touch):
            self.touch.withdraw(by=by)
        self.told_at, self.told_by, self.touch = None, None, None
        self.save(update_fields=["told_at", "told_by", "touch"])


def ask_after_act(act: int, accounts: list[int]) -> None:
    """The same for many at once, each by the name of who had it before that act."""
    values: dict[str, Any] = {"now": timezone.now(), "act": act, "ids": accounts}
    with connection.cursor() as cursor:
        cursor.execute(_ASK_AFTER_ACT, values)
        cursor.execute(_GIVEN_BACK, values)


def settle_after_undoing(act: int, after: int, until: int) -> None:
    """Those of that part of an act who are back with whom they know need not be told."""
    values: dict[str, Any] = {"now": timezone.now(), "act": act, "after": after, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(_PART_OF_ACT, values)
        values["ids"] = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(_GIVEN_BACK, values)


def ask_to_introduce(accounts: list[int], *, before: Member) -> None:
    """Whoever has somebody else now has to be told, once, and by the name of whom they still know; given back before that,
    there is nothing to tell. Called once their owner is written."""
    values: dict[str, Any] = {"before": str(before)[:200], "now": timezone.now(), "ids": accounts}
    with connection.cursor() as cursor:
        cursor.execute(_ASK, values)
        cursor.execute(_GIVEN_BACK, values)
