"""What an import did to other tables, row by row, so that it can be taken back; and the rows it left out."""

from django.db import models
from django.db.models import TextChoices

from regulars.imports.models.importing import Import


class Table(TextChoices):
    ORDER = "order"
    REFUND = "refund"
    ACCOUNT = "account"
    REFERENCE = "reference"
    PERSON = "person"
    PERMISSION = "permission"


class Did(TextChoices):
    CREATED = "created"
    UPDATED = "updated"  # `before` holds what revert puts back
    DELETED = "deleted"  # `before` holds the whole row
    SEEN = "seen"  # it was there already, and the file holds it too


class Change(models.Model):
    """One row that an import made, changed, replaced or found there. One entry a row and import: the first one counts."""

    # Unchecked by the database: a hundred thousand entries go in at once, and imports are never deleted.
    importing = models.ForeignKey(
        Import, models.CASCADE, related_name="changes", db_constraint=False, db_index=False
    )
    table = models.CharField(max_length=10, choices=Table)
    record_id = models.BigIntegerField()
    did = models.CharField(max_length=10, choices=Did)
    before = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["importing", "table", "record_id"], name="change_logged_once")
        ]
        indexes = [models.Index(fields=["table", "record_id"], name="change_of_record")]

    def __str__(self) -> str:
        return f"{self.did} {self.table} {self.record_id}"


class RejectedRow(models.Model):
    """A row of the file that was left out. `code` names the reason (imports.reasons), `detail` the value that caused it."""

    importing = models.ForeignKey(
        Import, models.CASCADE, related_name="rejected_rows", db_constraint=False, db_index=False
    )
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=30)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["importing", "row"], name="rejected_by_row")]

    def __str__(self) -> str:
        return f"row {self.row}: {self.code}"
