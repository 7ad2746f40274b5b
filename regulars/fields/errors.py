"""What a custom field says no with."""

from django.utils.translation import gettext as _

from regulars.lib.errors import BadInput, Refusal


class FieldError(BadInput):
    """A value that does not fit its field: which field, what was expected."""

    code = "bad_field_value"


class FieldLocked(Refusal):
    """Its kind is being changed just now."""

    code = "field_locked"

    def __init__(self, label: str) -> None:
        super().__init__(
            _("“%(field)s” is being changed into another kind just now. Try again in a minute.")
            % {"field": label}
        )


class FieldBusy(Refusal):
    """What was asked for does not go with where the field is: archived, or being changed already."""

    code = "field_busy"
