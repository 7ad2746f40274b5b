"""What the worker does for fields: indexes come and go beside the running product."""

from regulars.fields import preparing
from regulars.fields.models import CustomField
from regulars.lib.later import job


@job("fields.prepare")
def prepare(field_id: int) -> None:
    field = CustomField.objects.in_use().filter(pk=field_id).first()
    if field:
        preparing.prepare(field)


@job("fields.put_away")
def put_away(field_id: int) -> None:
    field = CustomField.objects.exclude(archived_at=None).filter(pk=field_id).first()
    if field:
        preparing.put_away(field)
