"""Somebody was asked how an account came to us, and nobody knows. That is an answer, and it is kept (R4)."""

from typing import Self

from django.db import models, transaction

from regulars.care.models.noted import Noted
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record


class OriginAsked(Noted):
    """Account.came_by stays empty, which is how "not known" is told; this row keeps us from asking again."""

    class Meta:
        indexes = [models.Index(fields=["account"], name="origin_asked_of_account")]

    def __str__(self) -> str:
        return str(self.account_id)

    @classmethod
    @transaction.atomic
    def nobody_knows(cls, account: Account, *, by: Member) -> Self:
        made = cls.add(account, by=by)
        made.told = record("care.origin_unknown", by=by, **made.named)
        return made
