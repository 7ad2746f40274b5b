"""A tag: the firm's own word with a colour, on accounts and on people."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold
from regulars.people.models.account import Account
from regulars.people.models.person import Person


class Colour(TextChoices):
    """Names of the style sheet's, so that a tag is readable in the light and in the dark."""

    PLAIN = "plain", _("grey")
    LEAF = "leaf", _("green")
    HONEY = "honey", _("yellow")
    CLAY = "clay", _("red")
    SKY = "sky", _("blue")


TONES = {Colour.LEAF: "ok", Colour.HONEY: "due", Colour.CLAY: "risk", Colour.SKY: "sky"}


class TagQuerySet(models.QuerySet["Tag"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)


class Tag(models.Model):
    name = models.CharField(_("name"), max_length=60)
    folded = models.CharField(max_length=60, editable=False, unique=True)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.PLAIN)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(folded=""), name="tag_named"),
            models.CheckConstraint(condition=Q(colour__in=Colour.values), name="tag_colour_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)[:60]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed through as they came

    @property
    def tone(self) -> str:
        """The style sheet's class for its colour."""
        return TONES.get(Colour(self.colour), "plain")


class AccountTag(models.Model):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="of_accounts")
    account = models.ForeignKey(Account, models.CASCADE, related_name="tagged", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "tag"], name="account_tag_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.account_id}"


class PersonTag(models.Model):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="of_people")
    person = models.ForeignKey(Person, models.CASCADE, related_name="tagged", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="person_tag_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.person_id}"
