"""One message to one person, claimed before it is sent: so nobody gets it twice, and everybody's cap is counted (V5)."""

from typing import Any, ClassVar, Self

from django.db import models

from regulars.people.models import Person
from regulars.trust.models.purposes import Datum, Purpose


class SendingQuerySet(models.QuerySet["Sending"]):
    def standing(self) -> Self:
        """Those that were not given up for something that mattered more."""
        return self.filter(given_up_at=None)


class Sending(models.Model):
    """`sender` names the very message ("campaign 12, letter 3"); `at` is when it is meant to go."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sendings", db_index=False)
    datum = models.CharField(max_length=20, choices=Datum)
    purpose = models.CharField(max_length=20, choices=Purpose)
    sender = models.CharField(max_length=120)
    at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    given_up_for = models.CharField(max_length=120, blank=True)

    objects: ClassVar = SendingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "sender"], name="sent_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.sender}"

    def mark(self, **moment: Any) -> bool:
        """False where it was begun before (after a crash nobody knows whether it arrived) or was given up for another."""
        mine = Sending.objects.standing().filter(pk=self.pk, begun_at=None)
        return bool(mine.update(**moment))
