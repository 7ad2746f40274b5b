"""The export log: every file that left the house (V3). Who, what of whom, which fields, how many, when, and why."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.team.models import Member, Right
from regulars.timeline.models import record
from regulars.trust.models.purposes import Purpose


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, member: Member) -> Self:
        """Who settles how the firm works and sees every customer; anybody else, what they took themselves."""
        if not member.is_active:
            return self.none()
        if member.may(Right.SETTINGS) and member.access.whole:
            return self
        return self.filter(member=member)


class Export(models.Model):
    """Append-only, which a trigger holds. `said` is the filter in words, `why` is empty where none is asked for: a single
    attachment, the original of an import. `left_out` and `marked` are people who may not be reached for `purpose`."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    what = models.CharField(_("what"), max_length=300)
    subject = models.CharField(max_length=40)
    said = models.TextField(blank=True)
    fields = models.JSONField(default=list)
    rows = models.PositiveIntegerField(_("rows"))
    why = models.CharField(_("why"), max_length=400, blank=True)
    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    marked = models.PositiveIntegerField(default=0)
    large = models.BooleanField(default=False)

    objects: ClassVar = ExportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="export_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.what}"


class ExportedRows(models.Model):
    """Whose rows an export held: ids in blocks of 65,536 as a roaring bitmap does it (Lemire et al., 2016): up to 2,000 of a
    block by number (`few`, less 32,768), more of them as one bit an id (`many`, 8 kB). A million ids are 128 kB."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="held", db_index=False)
    whose = models.CharField(max_length=10)
    block = models.IntegerField()
    few = ArrayField(models.SmallIntegerField(), null=True)
    many = models.BinaryField(null=True)

    objects: ClassVar[models.Manager["ExportedRows"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["whose", "block", "export"], name="exported_rows_of")]

    def __str__(self) -> str:
        return f"{self.export_id} {self.whose} {self.block}"


class ExportNoticeQuerySet(models.QuerySet["ExportNotice"]):
    def visible_to(self, member: Member) -> Self:
        """One's own alone."""
        return self.filter(member=member) if member.is_active else self.none()

    def mark_seen(self) -> int:
        return self.filter(seen_at=None).update(seen_at=timezone.now())


class ExportNotice(models.Model):
    """A large export is told to every owner, also to the one who made it: it may not have been they."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="notices", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = ExportNoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "member"], name="export_told_once")]
        indexes = [models.Index(fields=["member", "-id"], name="export_unseen", condition=Q(seen_at=None))]

    def __str__(self) -> str:
        return f"{self.export_id} to {self.member_id}"


class LeavingSettings(models.Model):
    """One row, id 1."""

    large = models.PositiveIntegerField(_("rows above which every owner is told"), default=500)

    objects: ClassVar[models.Manager["LeavingSettings"]] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_leaving_settings")]

    def __str__(self) -> str:
        return "leaving"

    @classmethod
    def load(cls) -> "LeavingSettings":
        """With its default, and not stored yet, until somebody changes it."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @transaction.atomic
    def tell_above(self, rows: int, *, by: Member) -> None:
        before = LeavingSettings.load().large
        if before != rows:
            LeavingSettings.objects.update_or_create(pk=1, defaults={"large": rows})
            record("trust.large_set", by=by, before=before, after=rows)
