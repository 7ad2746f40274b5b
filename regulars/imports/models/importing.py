"""One file that came in: what we understood of it, what it would change, what it changed, and how to undo that."""

from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.imports.errors import WrongState
from regulars.people.models.sight import whole
from regulars.team.models import Member, Role

SILENCE = timedelta(seconds=90)


class Kind(TextChoices):
    ORDERS = "orders", _("Orders")
    PEOPLE = "people", _("People")


class State(TextChoices):
    """Where an import is. The three that end in -ing run in the worker (or in the command that asked)."""

    UNDERSTOOD = "understood", _("waiting for you to look at the columns")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, not imported yet")
    APPLYING = "applying", _("being imported")
    APPLIED = "applied", _("imported")
    REVERTING = "reverting", _("being reverted")
    REVERTED = "reverted", _("reverted")
    DISCARDED = "discarded", _("thrown away before it was imported")


RUNNING = (State.CHECKING, State.APPLYING, State.REVERTING)


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, member: Member) -> Self:
        return whole(self.all(), member)


class Import(models.Model):
    """`settings` is what was chosen (understanding.settings), `understood` what the file showed (columns, samples,
    questions), `counts` the dry run's or, once applied, the true figures."""

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ORDERS)
    state = models.CharField(max_length=12, choices=State, default=State.UNDERSTOOD)
    source = models.CharField(_("where it comes from"), max_length=80, default="orders")
    file_name = models.CharField(max_length=200)
    path = models.CharField(
        max_length=500, help_text="where the original is, below the files folder if it was kept"
    )
    size = models.BigIntegerField(default=0)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    reverted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settings = models.JSONField(default=dict)
    understood = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    covers_until = models.DateField(_("the file reaches to"), null=True)
    problem = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True)
    reverted_at = models.DateTimeField(null=True)

    objects: ClassVar = ImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-id"], name="import_newest_first")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="import_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"

    def move(self, before: str, after: str, *fields: str) -> None:
        """From one state to the next, with `fields`, where it still is in `before`. Raises WrongState where it is not."""
        values = {name: getattr(self, name) for name in fields}
        if not Import.objects.filter(pk=self.pk, state=before).update(state=after, **values):
            raise WrongState(str(_("Somebody else has done something with this file meanwhile. Look again.")))
        self.state = after

    @property
    def staged(self) -> str:
        """The table that holds this file's rows until they are applied."""
        return f"imports_staged_{int(self.pk)}"

    @property
    def running(self) -> bool:
        return self.state in RUNNING

    @property
    def stalled(self) -> bool:
        """Whether whoever worked on it has gone: the process was killed, or the machine went down."""
        return self.running and self.progress.at < timezone.now() - SILENCE

    def may_be_reverted_by(self, member: Member) -> bool:
        return member.holds(Role.MANAGER) or (member.may_write and self.member_id == member.pk)

    @property
    def original(self) -> Path | None:
        """The file as it came, while it is still here."""
        path = Path(settings.MEDIA_ROOT) / self.path
        return path if self.path and path.is_file() else None


class Progress(models.Model):
    """How far the running step is. Written through a connection of its own, since the step is one transaction."""

    importing = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="progress")
    step = models.CharField(max_length=20, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    stop = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.step} {self.percent}%"


class RememberedColumns(models.Model):
    """What was chosen for a file with exactly these column names, so that next month's needs no choosing."""

    kind = models.CharField(max_length=10, choices=Kind)
    fingerprint = models.CharField(max_length=64)
    settings: Any = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="columns_remembered_once")
        ]

    def __str__(self) -> str:
        return self.fingerprint[:8]
