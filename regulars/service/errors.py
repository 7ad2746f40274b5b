"""What a promise says no to."""

from decimal import Decimal

from django.utils.translation import gettext as _

from regulars.lib.errors import BadInput, NotAllowed, Refusal
from regulars.lib.money import format_money


class PromiseEnded(Refusal):
    """It was kept, broken or withdrawn already: by another click, tab or person."""

    code = "promise_ended"


class NoDate(BadInput):
    """A promise without a date, or with one that nobody can hold it to."""

    code = "promise_without_a_date"


class NothingSaid(BadInput):
    """It cannot end, move or be declined without words, or a contact that stands for them."""

    code = "nothing_said"


class PriceMissing(BadInput):
    """A promise about a price is kept at a price: which one must be said."""

    code = "price_missing"


class NotTheirsToAccept(Refusal):
    """Only whoever must deliver may accept or decline."""

    code = "not_theirs_to_accept"


class AcceptedAlready(Refusal):
    """There is nothing left to accept."""

    code = "accepted_already"


class CannotHandOver(Refusal):
    """There is nobody to give it to any more."""

    code = "cannot_hand_over"


class OverLimit(NotAllowed):
    """More than a role may give on the spot; says who may."""

    code = "over_limit"

    def __init__(self, *, cost: Decimal, limit: Decimal, month: bool, currency: str, who: list[str]) -> None:
        said = (
            _("%(cost)s is more than the %(limit)s you have left to give this month. %(who)s can give it.")
            if month
            else _("%(cost)s is above your limit of %(limit)s for this. %(who)s can give it.")
        )
        words = {"cost": format_money(cost, currency), "limit": format_money(limit, currency)}
        super().__init__(said % (words | {"who": _(" or ").join(who)}), cost=str(cost), limit=str(limit))
