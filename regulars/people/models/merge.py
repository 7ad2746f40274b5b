"""Two records that became one, and what it takes to make them two again, weeks later too."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils import timezone

from regulars.people.models.account import Account
from regulars.people.models.person import Person
from regulars.people.models.sight import whole
from regulars.team.models import Member


class Merged(TextChoices):
    ACCOUNT = "account"
    PERSON = "person"


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, member: Member) -> Self:
        return whole(self.all(), member)

    def standing(self) -> Self:
        """Those that nobody took apart again."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """The lost record stays as a row, in the bin, with `merged_into`; its own values are never touched.

    `fields` is what the merge wrote on the kept record: {name: [before, after]}. `made` are rows it added:
    [[table, id], …]. `marks` is the highest id each table had: what lies above was added since.
    """

    kind = models.CharField(max_length=10, choices=Merged)
    kept_account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="merges_kept")
    lost_account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="merges_lost")
    kept_person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="merges_kept")
    lost_person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="merges_lost")
    lost_name = models.CharField(max_length=200)
    kept_name = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    moved = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lost_account"], condition=Q(undone_at=None), name="account_merged_once"
            ),
            models.UniqueConstraint(
                fields=["lost_person"], condition=Q(undone_at=None), name="person_merged_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="account", kept_account__isnull=False, lost_account__isnull=False)
                | Q(kind="person", kept_person__isnull=False, lost_person__isnull=False),
                name="merge_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lost_name} → {self.kept_name}"

    @property
    def of_accounts(self) -> bool:
        return self.kind == Merged.ACCOUNT

    @property
    def kept(self) -> Any:
        return self.kept_account if self.of_accounts else self.kept_person

    @property
    def lost(self) -> Any:
        return self.lost_account if self.of_accounts else self.lost_person

    @property
    def stands(self) -> bool:
        return self.undone_at is None


class AwayRow(models.Model):
    """A row that lives with another record than its own, since those two were merged: `column` of `table` pointed to `home`.

    Where it belongs now is whatever `home` was merged into. It stays when the merge is undone: home is then home again.
    """

    table = models.CharField(max_length=63)
    column = models.CharField(max_length=63)
    row = models.BigIntegerField()
    home = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "column", "row"], name="away_row_once"),
        ]
        indexes = [models.Index(fields=["home", "table", "column"], name="away_row_by_home")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class DroppedRow(models.Model):
    """A row that said the same as one of the kept record, so that only one could stay: whole, to be put back."""

    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    column = models.CharField(max_length=63)
    in_favour_of = models.BigIntegerField(null=True)
    image = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="dropped_row_once")]
        indexes = [models.Index(fields=["in_favour_of", "table"], name="dropped_row_by_favour")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
