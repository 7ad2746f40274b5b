"""A wish: what somebody said they dream of or want, with the day we heard it (R50)."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.care.models.noted import AboutSomeone, Noted
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record

WISH_WORDS = SearchVector("words", config="english")
"""What an offer is compared with, by the stems of its words."""


class WishOutcome(TextChoices):
    GRANTED = "granted", _("came true")
    DROPPED = "dropped", _("no longer wished for")


class Wish(Noted, AboutSomeone):
    """`need`: why a fact about health, faith or family has to be kept, where the words look like one."""

    words = models.CharField(_("what they wish for"), max_length=300)
    heard_on = models.DateField(_("heard on"), default=timezone.localdate)
    need = models.CharField(_("why we need to keep this"), max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=WishOutcome, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-heard_on"], name="wish_of_account"),
            GinIndex(WISH_WORDS, name="wish_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="wish_said"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *WishOutcome.values]), name="wish_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    @transaction.atomic
    def hear(cls, account: Account, *, by: Member, **about: object) -> Self:
        """`about`: words, heard_on, person, need."""
        wish = cls.add(account, by=by, **about)
        wish.told = record("care.wish_heard", by=by, **wish.named)
        return wish

    def is_stale(self, days: int, today: date) -> bool:
        """Heard longer ago than the firm trusts: told as old, never as current."""
        return self.heard_on < today - timedelta(days=days)

    @transaction.atomic
    def grant(self, *, by: Member) -> None:
        changed = self.put({"outcome": ""}, outcome=WishOutcome.GRANTED)
        self.told = record("care.wish_granted", by=by, **self.named, **changed)

    @transaction.atomic
    def drop(self, *, by: Member) -> None:
        changed = self.put({"outcome": ""}, outcome=WishOutcome.DROPPED)
        self.told = record("care.wish_dropped", by=by, **self.named, **changed)

    @transaction.atomic
    def hear_again(self, *, by: Member) -> None:
        """They said so again: it is current."""
        changed = self.put({"outcome": ""}, heard_on=timezone.localdate())
        self.told = record("care.wish_heard_again", by=by, **self.named, **changed)
