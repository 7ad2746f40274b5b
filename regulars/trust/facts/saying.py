"""What a person reads about a fact that is more than the job needs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.trust.facts.finding import What

CALLED: dict[str, str | Promise] = {
    What.BIRTH: _("a full date of birth"),
    What.CARD: _("the number of a payment card"),
    What.IDENTITY: _("a national number of a person"),
    What.BANK: _("a bank account number"),
}
WHY: dict[str, str | Promise] = {
    What.BIRTH: _(
        "This looks like a full date of birth. With a name it is enough to pretend to be somebody, so keep the month: it does"
        " for a kind word."
    ),
    What.CARD: _(
        "This looks like the number of a payment card. It is never kept here, and nobody can allow it; the last four digits"
        " say which card it was."
    ),
    What.IDENTITY: _(
        "This looks like a national number of a person, by which others can take their name. Its last four signs are enough to"
        " know it again."
    ),
}


def why(what: str) -> str:
    return str(WHY[what])


def called(what: str) -> str:
    return str(CALLED[what])
