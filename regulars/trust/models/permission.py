"""A permission: what one person allowed or refused, for which purpose, having been told what.

Append-only, which a trigger of the database holds: who changes their mind gets a new row, and the newest of a person and
purpose counts from that moment on. What was noted by mistake is taken back by a row that says so.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.people.models import Person
from regulars.people.models.sight import within
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.trust.models.purposes import Purpose
from regulars.trust.models.wording import Wording


class How(TextChoices):
    FORM = "form", _("on a form")
    CARD = "card", _("on a card they signed")
    SPOKEN = "spoken", _("spoken")
    CONTRACT = "contract", _("in a contract")
    IMPORTED = "imported", _("brought in with a file")
    LINK = "link", _("on their own page")


WEAKER = ExpressionWrapper(Q(given=True, how=How.IMPORTED), output_field=BooleanField())
"""What a file says never outweighs what they told us: it comes last among the words of a person and purpose."""


class PermissionQuerySet(models.QuerySet["Permission"]):
    def visible_to(self, member: Member) -> Self:
        return within(self.filter(person__removed_at=None), member, account="person__account")

    def standing(self) -> Self:
        """What was said and not taken back, the one that counts first."""
        return self.filter(takes_back=None, taken_back=None).order_by(WEAKER.asc(), "-pk")

    def newest(self) -> "dict[str, Permission]":
        """Of one person: the word that counts for each purpose they ever spoke about."""
        counting: dict[str, Permission] = {}
        for said in self.standing():
            counting.setdefault(said.purpose, said)
        return counting


class Permission(models.Model):
    """`given` False is a refusal or a withdrawal. `data` names which Datum it covers; empty means all contact data.
    `evidence` says where it can be seen: the form, the card's file, the line of the imported file. `told` is the event."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="permissions", db_index=False)
    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose)
    given = models.BooleanField()
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="permissions")
    data = models.JSONField(default=list)
    how = models.CharField(_("how they said so"), max_length=20, choices=How)
    evidence = models.CharField(_("where that can be seen"), max_length=400, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when they said so"), default=timezone.now)
    takes_back = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="taken_back", editable=False
    )

    objects: ClassVar = PermissionQuerySet.as_manager()
    told: Event | None = None

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-id"], name="permission_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(given=False) | Q(wording__isnull=False), name="permission_rests_on_a_wording"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.given}"
