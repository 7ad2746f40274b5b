"""What a member opened lately: shown before anything is typed, and first among what is found."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import TextChoices
from django.utils import timezone

from regulars.team.models import Member

KEPT = 50
FRESH = timedelta(minutes=5)


class VisitedKind(TextChoices):
    ACCOUNT = "account"
    PERSON = "person"
    ORDER = "order"


class Visit(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=VisitedKind)
    record_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind", "record_id"], name="visit_once"),
            models.CheckConstraint(condition=models.Q(kind__in=VisitedKind.values), name="visit_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


_NOTE = """
INSERT INTO finding_visit AS known (member_id, kind, record_id, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (member_id, kind, record_id) DO UPDATE SET at = excluded.at WHERE known.at < excluded.at - make_interval(secs => %s)
"""
_FORGET = """
DELETE FROM finding_visit WHERE member_id = %s AND kind = %s AND id IN (
    SELECT id FROM finding_visit WHERE member_id = %s AND kind = %s ORDER BY at DESC, id DESC OFFSET %s)
"""


def visited(member: Member, kind: VisitedKind, record_id: int) -> None:
    """Remember that `member` opened a record; again within five minutes writes nothing. The newest fifty of a kind stay."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [member.pk, kind, record_id, timezone.now(), FRESH.total_seconds()])
        if cursor.rowcount:
            cursor.execute(_FORGET, [member.pk, kind, member.pk, kind, KEPT])


def visits_of(member: Member) -> dict[VisitedKind, list[int]]:
    """Ids of what `member` opened, newest first, by kind."""
    found: dict[VisitedKind, list[int]] = {kind: [] for kind in VisitedKind}
    newest = Visit.objects.filter(member=member).order_by("-at", "-id")
    for kind, record_id in newest.values_list("kind", "record_id"):
        found[VisitedKind(kind)].append(record_id)
    return found
