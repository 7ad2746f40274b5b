from regulars.fields.models.custom_field import CustomField, Kind, Option, Subject
from regulars.fields.models.field_choice import FieldChoice

__all__ = ["CustomField", "FieldChoice", "Kind", "Option", "Subject"]
