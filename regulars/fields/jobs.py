"""What the worker does for fields: indexes come and go, and kinds change, beside the running product."""

from regulars.fields import converting, preparing
from regulars.fields.models import Conversion, CustomField
from regulars.lib.later import job


@job("fields.prepare")
def prepare(field_id: int) -> None:
    field = CustomField.objects.in_use().filter(pk=field_id).first()
    if field:
        preparing.prepare(field)


@job("fields.put_away")
def put_away(key: str) -> None:
    preparing.put_away(key)


@job("fields.convert")
def convert(conversion_id: int) -> None:
    conversion = Conversion.objects.filter(pk=conversion_id).first()
    if conversion:
        converting.carry_out(conversion)
