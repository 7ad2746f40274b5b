"""A team: those who share their customers, where a role sees no more than its team's."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import IntegrityError, models, transaction
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold
from regulars.team.errors import TeamNameTaken
from regulars.timeline.models import Event, record

if TYPE_CHECKING:
    from regulars.team.models.member import Member


class TeamQuerySet(models.QuerySet["Team"]):
    def with_members(self) -> Self:
        """By name, each with its colleagues as `here`."""
        colleagues = Team.members.rel.related_model._default_manager.filter(is_active=True).order_by(
            "name", "pk"
        )
        return self.order_by("name", "pk").prefetch_related(Prefetch("members", colleagues, to_attr="here"))


class Team(models.Model):
    name = models.CharField(_("name"), max_length=80)
    folded = models.CharField(max_length=80, editable=False, unique=True)

    objects: ClassVar = TeamQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)[:80] or self.name
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed through as they came

    @classmethod
    @transaction.atomic
    def make(cls, name: str, *, by: "Member") -> Self:
        """Raises TeamNameTaken."""
        made = cls(name=name)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            raise TeamNameTaken from None
        record("team.team_made", by=by, team=made.pk, name=name)
        return made

    @transaction.atomic
    def rename(self, to: str, *, by: "Member") -> Event | None:
        """None where that is its name already. Raises TeamNameTaken."""
        before = self.name
        if before == to:
            return None
        self.name = to
        try:
            with transaction.atomic():
                self.save(update_fields=["name", "folded"])
        except IntegrityError:
            raise TeamNameTaken from None
        return record("team.team_renamed", by=by, team=self.pk, before=before, after=to)
