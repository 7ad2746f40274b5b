"""What lists and their filters say no with."""

from typing import ClassVar

from django.utils.translation import gettext as _

from regulars.lib.errors import BadInput, Refusal


class FilterRefused(BadInput):
    """It is no filter: forged, cut off, too deep or too long. Nothing of it was asked."""

    code = "filter_refused"


class FilterIncomplete(Refusal):
    """A condition of it cannot be asked (any more), and nobody was told that it would be left out."""

    code = "filter_incomplete"


class ListTooSlow(Refusal):
    """The database was stopped: the question would have read too much for somebody who is waiting."""

    code = "list_too_slow"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        super().__init__(
            _(
                "This list would read nearly everything there is, so it was stopped. Nothing is lost: add a condition that "
                "leaves fewer, or sort by another heading."
            )
        )


class NotMovable(Refusal):
    """A card stands in a column because of what happened, not because somebody put it there."""

    code = "not_movable"

    def __init__(self, label: str) -> None:
        super().__init__(
            _("“%(field)s” is worked out from what happened, so cards cannot be moved here.")
            % {"field": label}
        )


class ProtectedTrait(Refusal):
    """Somebody was to be let go, priced or scored by who they are."""

    code = "protected_trait"

    def __init__(self, label: str, trait: str) -> None:
        said = _(
            "This list is chosen by “%(field)s”, which is about %(trait)s. That decides about nobody here, and nobody can allow"
            " it. Take the condition out first."
        )
        super().__init__(said % {"field": label, "trait": trait}, field=label, trait=trait)
