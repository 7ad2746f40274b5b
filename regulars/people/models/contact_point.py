"""One more way to reach someone, beside the e-mail and the phone one uses first; and every postal address."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from regulars.people.models.account import Account
from regulars.people.models.person import Person
from regulars.people.models.sight import within
from regulars.team.models import Member


class ContactKind(TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    ADDRESS = "address", _("Address")


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    def visible_to(self, member: Member) -> Self:
        """The one door: whoever sees an account and a person sees how to reach them."""
        return within(self.filter(account__removed_at=None, person__removed_at=None), member)


class ContactPoint(models.Model):
    """Of an account itself (a switchboard, a place to deliver to) or of one person there.

    `value` is as it was typed; `key` is what equal ones share: a lower-case e-mail, an E.164 number, a folded address;
    empty for a phone that is no number.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="contact_points")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=ContactKind)
    value = models.CharField(max_length=300)
    key = models.CharField(max_length=300, blank=True, editable=False)
    label = models.CharField(_("what it is for"), max_length=40, blank=True)

    objects: ClassVar = ContactPointQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["key", "kind"], name="contact_point_by_key", condition=~Q(key="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contact_point_kind_known"),
            models.CheckConstraint(condition=~Q(value=""), name="contact_point_said"),
        ]

    def __str__(self) -> str:
        return self.value
