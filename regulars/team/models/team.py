"""A team: those who share their customers, where a role sees no more than its team's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold


class Team(models.Model):
    name = models.CharField(_("name"), max_length=80)
    folded = models.CharField(max_length=80, editable=False, unique=True)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)[:80] or self.name
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed through as they came
