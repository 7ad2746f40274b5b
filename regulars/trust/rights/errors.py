"""What the rights of people say no with."""

from django.utils.translation import gettext as _

from regulars.lib.errors import Refusal


class RequestSettled(Refusal):
    """It was done, refused or taken back already."""

    code = "request_settled"


class RequestExtended(Refusal):
    """A month becomes three once."""

    code = "request_extended"


class GoneAlready(Refusal):
    """Somebody has removed or merged the record meanwhile."""

    code = "gone_already"

    def __init__(self) -> None:
        super().__init__(_("This record was removed or merged meanwhile. Look for it again."))


class OwnLinkNotUsable(Refusal):
    """Unknown, run out, taken back or of somebody who is not here: one answer for all, so that nobody learns which."""

    code = "own_link_not_usable"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("This link does not open anything. Ask whoever gave it to you for a new one."))


class TooOften(Refusal):
    """More from one place in a while than anybody clicks."""

    code = "too_often"
    status = 429

    def __init__(self) -> None:
        super().__init__(_("That was very often in a short time. Please try again in a few minutes."))
