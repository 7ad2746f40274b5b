from regulars.fields.models.audience import Audience, audiences_of, reads
from regulars.fields.models.conversion import Conversion, Unfit
from regulars.fields.models.custom_field import CustomField, Kind, Option, Subject
from regulars.fields.models.field_choice import FieldChoice

__all__ = [
    "Audience",
    "Conversion",
    "CustomField",
    "FieldChoice",
    "Kind",
    "Option",
    "Subject",
    "Unfit",
    "audiences_of",
    "reads",
]
