"""What a promise says no to."""

from regulars.lib.errors import BadInput, Refusal


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
