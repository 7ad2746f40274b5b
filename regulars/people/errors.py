"""What the rules of people and accounts say no with."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.lib.errors import Refusal


class ChangedMeanwhile(Refusal):
    """Somebody else changed the same fact since it was read. `data`: `field`, and `theirs`, its stored value."""

    code = "changed_meanwhile"

    def __init__(self, sentence: str, *, field: str, theirs: Any) -> None:
        super().__init__(sentence, field=field, theirs=theirs)


class GoneMeanwhile(Refusal):
    """Somebody merged or removed the record while another was writing on it."""

    code = "gone_meanwhile"


class ToldAlready(Refusal):
    """Somebody has told them meanwhile, or they went back to whom they know."""

    code = "told_already"

    def __init__(self) -> None:
        super().__init__(_("Somebody has told them already, or they are back with whom they know."))
