"""A person, at an account: whom one calls or writes to."""

import re
from functools import cached_property
from typing import ClassVar, Self
from urllib.parse import quote

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold
from regulars.people.models.account import Account, Kind
from regulars.people.models.sight import within
from regulars.team.models import Member

_NOT_DIALLED = re.compile(r"[^0-9+*#]")
_LIKE_A_NUMBER = re.compile(r"[\d\s()+*#./-]{3,}")


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, member: Member) -> Self:
        """The one door: every view fetches people through it. Whoever sees an account sees its people."""
        return within(self.filter(removed_at=None, account__removed_at=None), member)

    def here(self) -> Self:
        """Those who are not in the bin, of accounts that were let in by their own door already."""
        return self.filter(removed_at=None)


class Person(models.Model):
    """`email` and `phone` are what one uses first; more of them are contact points.

    `phone` is kept as it was typed. `phone_e164` is the same number as the world's telephones write it, empty where
    what was typed is no number: such a phone is shown, and marked, and never dialled by itself.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    job_title = models.CharField(_("job"), max_length=120, blank=True, default="", db_default="")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    phone_e164 = models.CharField(max_length=20, editable=False, blank=True, default="", db_default="")
    note = models.CharField(_("what matters to them"), max_length=500, blank=True)
    prefers = models.CharField(
        _("how they like to be reached"), max_length=200, blank=True, default="", db_default=""
    )
    birthday_month = models.PositiveSmallIntegerField(
        _("month of birth"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    custom = models.JSONField(default=dict, db_default={}, editable=False)
    created_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["folded", "id"], name="person_by_name"),
            models.Index(fields=["folded"], name="person_name_prefix", opclasses=["text_pattern_ops"]),
            models.Index(fields=["email"], name="person_by_email"),
            models.Index(fields=["phone_e164"], name="person_by_phone", condition=~models.Q(phone_e164="")),
            models.Index(
                fields=["birthday_month", "folded", "id"],
                name="person_by_birthday",
                condition=models.Q(birthday_month__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birthday_month=None) | models.Q(birthday_month__range=(1, 12)),
                name="person_birthday_is_a_month",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed through as they came

    @cached_property
    def alone(self) -> bool:
        """Nobody else is known at the account, so that what is noted there is about them."""
        return not Person.objects.here().filter(account=self.account_id).exclude(pk=self.pk).exists()

    @property
    def is_the_account(self) -> bool:
        """Whoever buys there is this person; a company is somebody else, though it has one person only."""
        return self.alone and self.account.kind != Kind.COMPANY

    @property
    def phone_url(self) -> str:
        """A tel: address with nothing in it but what can be dialled; empty when nothing can.

        An imported number is dialled as it stands until its E.164 form is worked out; words with a digit in them are not.
        """
        typed = self.phone if _LIKE_A_NUMBER.fullmatch(self.phone) else ""
        dialled = self.phone_e164 or _NOT_DIALLED.sub("", typed)
        return f"tel:{dialled}" if dialled else ""

    @property
    def mail_url(self) -> str:
        return f"mailto:{quote(self.email, safe='@+')}" if self.email else ""
