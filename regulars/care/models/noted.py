"""The traits of what is noted about an account: by whom, when, about whom; taken back, never deleted."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.errors import SettledAlready
from regulars.people.models import Account, Person
from regulars.team.models import Member
from regulars.timeline.models import Event


class NotedQuerySet(models.QuerySet[Any]):
    def visible_to(self, member: Member) -> Self:
        """Whoever sees an account sees what is noted about it; what only some may read says so in its own file."""
        return self.filter(account__in=Account.objects.visible_to(member))

    def standing(self) -> Self:
        """What nobody took back."""
        return self.filter(withdrawn_at=None)


class Noted(models.Model):
    """`told` is the event of the last thing done to this record, from which it can be taken back."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="care_%(class)s", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = NotedQuerySet.as_manager()
    told: Event | None = None

    class Meta:
        abstract = True

    @property
    def named(self) -> dict[str, Any]:
        """What every event about it carries."""
        return {"account_id": self.account_id, "pk": self.pk}

    def put(self, still: dict[str, Any], **values: Any) -> dict[str, Any]:
        """Write `values` while the stored row is still as `still` says; returns them and what was before, for the event.

        Raises SettledAlready. In the caller's transaction, so that the event is recorded in it too.
        """
        kind = type(self)
        stored = kind._default_manager.select_for_update(of=("self",)).get(pk=self.pk)
        if stored.withdrawn_at or any(getattr(stored, name) != value for name, value in still.items()):
            raise SettledAlready(_("Somebody was quicker: this was settled already. Look at it again."))
        before = stored.as_text(values)
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        return {"before": before, "after": self.as_text(values)}

    def as_text(self, names: Any) -> dict[str, Any]:
        """The fields called `names`, as an event can keep them."""
        fields = [self._meta.get_field(name) for name in names]
        return {
            field.name: None if getattr(self, field.attname) is None else field.value_to_string(self)  # type: ignore[union-attr] # columns only
            for field in fields
        }

    @classmethod
    @transaction.atomic
    def add(cls, account: Account, *, by: Member, **about: Any) -> Self:
        """A new record, without its event: the rules named in the field's own words call this."""
        made: Self = cls(account=account, by=by, **about)
        made.save(force_insert=True)
        return made


class AboutSomeone(models.Model):
    """Whom at the account it is about, where that is known."""

    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="care_%(class)s",
        verbose_name=gettext_lazy("who"),
    )

    class Meta:
        abstract = True
