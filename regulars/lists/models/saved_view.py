"""A list somebody wants to see again: whom it asks for, what it shows of them, in which order, and whose it is."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.team.models import Member
from regulars.timeline.models import Event, record

NAME_LENGTH = 80


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, member: Member) -> Self:
        """The one door: what is shared, and what is one's own. A private list of somebody else is not there."""
        found = self.filter(Q(shared=True) | Q(owner=member), removed_at=None)
        return found if member.is_active else self.none()

    def of(self, subject: str) -> Self:
        return self.filter(subject=subject)


class SavedView(models.Model):
    """`where` is a filter as lists.filters writes JSON, `columns` names of fields; a field that is gone stays named."""

    subject = models.CharField(max_length=40)
    name = models.CharField(_("what the list is called"), max_length=NAME_LENGTH)
    where = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    sort = models.CharField(max_length=80, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    shared = models.BooleanField(_("everyone here may see it"), default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="saved_view_named")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"{reverse('list', args=[self.subject])}?view={self.pk}"

    @classmethod
    def save_new(cls, *, by: Member, pinned: bool = False, **about: object) -> Self:
        """`about` is any of subject, name, where, columns, sort, shared."""
        with transaction.atomic():
            made: Self = cls.objects.create(owner=by, **about)
            if pinned:
                made.pin(by=by)
            record("lists.view_saved", by=by, view=made.pk, name=made.name, shared=made.shared)
        return made

    def may_be_changed_by(self, member: Member) -> bool:
        """Its owner; and whoever may change things here, where everyone works with it."""
        return self.owner_id == member.pk or (self.shared and member.may_write)

    def change(self, *, by: Member, **values: object) -> Event | None:
        """Write what differs; the event that tells it, None where nothing did."""
        before = {name: getattr(self, name) for name, value in values.items() if getattr(self, name) != value}
        if not before:
            return None
        with transaction.atomic():
            for name in before:
                setattr(self, name, values[name])
            self.save(update_fields=list(before))
            after = {name: values[name] for name in before}
            return record(
                "lists.view_changed", by=by, view=self.pk, name=self.name, before=before, after=after
            )

    def remove(self, *, by: Member) -> Event:
        """Out of sight for everyone; taken back, it is as it was, pins and all."""
        with transaction.atomic():
            self.removed_at = timezone.now()
            self.save(update_fields=["removed_at"])
            return record("lists.view_removed", by=by, view=self.pk, name=self.name)

    def pin(self, *, by: Member) -> None:
        Pin.objects.get_or_create(member=by, view=self)

    def unpin(self, *, by: Member) -> None:
        Pin.objects.filter(member=by, view=self).delete()


class Pin(models.Model):
    """A member keeps a list at hand."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="pins")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "view"], name="view_pinned_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.view_id}"
