"""What the firm may store whole although a smaller form would do. A card number never: nothing here can allow it."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from regulars.team.models import Member
from regulars.timeline.models import record


class HoldingRules(models.Model):
    """One row, made when somebody first changes it; until then nothing is stored whole."""

    birth = models.BooleanField(
        _("Full dates of birth may be kept where somebody insists"), default=False, db_default=False
    )
    identity = models.BooleanField(
        _("National numbers of persons may be kept where somebody insists"), default=False, db_default=False
    )

    objects: ClassVar = models.Manager()

    def __str__(self) -> str:
        return "holding rules"

    @classmethod
    def load(cls) -> "HoldingRules":
        return cls._default_manager.order_by("pk").first() or cls(pk=1)

    def allow(self, whats: Iterable[str]) -> bool:
        """Whether all of these may be stored as they are; what is not named here never."""
        return all(getattr(self, what, False) is True for what in whats)

    @transaction.atomic
    def change(self, values: Mapping[str, Any], *, by: Member) -> None:
        """Write those that differ."""
        type(self)._default_manager.get_or_create(pk=1)
        stored = type(self)._default_manager.select_for_update().get(pk=1)
        changed = {name: value for name, value in values.items() if getattr(stored, name) != value}
        for name, value in changed.items():
            setattr(stored, name, value)
        if changed:
            stored.save(update_fields=list(changed))
            record("trust.holding_changed", by=by, changes=changed)
