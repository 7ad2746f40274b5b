"""One vocabulary for the whole team (P36), with the firm's own words for client and customer (R2).

The codes never change, whatever the words: reports, files and other programs read the codes.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.retention.models import Standing
from regulars.retention.standing import MEANINGS
from regulars.team.models import Firm


class Term(NamedTuple):
    code: str
    word: str
    meaning: str


def standing_word(standing: str, firm: Firm) -> str:
    """What someone of this standing is called here, in lower case unless the firm writes it otherwise."""
    match standing:
        case Standing.CLIENT:
            return firm.word_client
        case Standing.CUSTOMER:
            return firm.word_customer
        case _:
            return str(Standing(standing).label).lower()


def standing_words(standing: str, firm: Firm) -> str:
    """What several of them are called."""
    match standing:
        case Standing.STRANGER:
            return _("strangers")
        case Standing.CLIENT:
            return firm.word_clients
        case Standing.CUSTOMER:
            return firm.word_customers
        case _:
            return str(Standing(standing).label).lower()


def words_of(firm: Firm) -> dict[str, str]:
    """The firm's words, and its numbers, for use inside sentences."""
    return {
        "client": firm.word_client,
        "clients": firm.word_clients,
        "customer": firm.word_customer,
        "customers": firm.word_customers,
        "habit": str(firm.habit_orders),
        "beats": str(firm.rhythm_orders),
    }


def standing_terms(firm: Firm) -> list[Term]:
    """The five standings; what they mean is what the scoring counts by."""
    return [
        Term(str(code), standing_word(code, firm), meaning_of(code, firm))
        for code in Standing  # from stranger to lost
    ]


def meaning_of(standing: str, firm: Firm) -> str:
    meaning = str(MEANINGS[standing])
    if standing == Standing.CUSTOMER:
        more = _("Here the habit begins with paid orders on %(habit)s different days.")
        meaning = f"{meaning} {more % words_of(firm)}"
    return meaning


def retention_terms(firm: Firm) -> list[Term]:
    return [
        Term(code, str(word) % words_of(firm), str(meaning) % words_of(firm))
        for code, word, meaning in RETENTION
    ]


def team_terms(firm: Firm) -> list[Term]:
    return [
        Term(code, str(word) % words_of(firm), str(meaning) % words_of(firm)) for code, word, meaning in TEAM
    ]


def term(code: str, firm: Firm) -> Term:
    """The term called `code`; KeyError for a code nobody uses."""
    for told in (RETENTION, TEAM):
        for known, word, meaning in told:
            if known == code:
                words = words_of(firm)
                return Term(code, str(word) % words, str(meaning) % words)
    return {found.code: found for found in standing_terms(firm)}[code]


RETENTION: tuple[tuple[str, Promise, Promise], ...] = (
    (
        "regular",
        gettext_lazy("regular"),
        gettext_lazy("Someone who orders here by habit. The aim of it all."),
    ),
    (
        "standing",
        gettext_lazy("standing"),
        gettext_lazy("Where someone is between stranger and lost. Always worked out from paid orders."),
    ),
    (
        "rhythm",
        gettext_lazy("rhythm"),
        gettext_lazy(
            "How many days usually lie between two of their orders. Said only from %(beats)s orders on."
        ),
    ),
    (
        "beat",
        gettext_lazy("missed beat"),
        gettext_lazy("The day on which their rhythm expected an order has passed without one."),
    ),
    (
        "chance",
        gettext_lazy("still with us"),
        gettext_lazy("The chance that they order again, learnt from everyone's orders here."),
    ),
    (
        "worth",
        gettext_lazy("worth"),
        gettext_lazy("What they will probably spend in the next 12 months: always a range, never a promise."),
    ),
    (
        "loss",
        gettext_lazy("what losing them costs"),
        gettext_lazy("All the orders we may still expect from them, not only the next one."),
    ),
    (
        "risk",
        gettext_lazy("at risk"),
        gettext_lazy("There is a reason to believe that they are slipping away; the page names it."),
    ),
    (
        "case",
        gettext_lazy("open case"),
        gettext_lazy("A risk somebody answers. It closes only with what came of it."),
    ),
    (
        "cohort",
        gettext_lazy("cohort"),
        gettext_lazy("Everyone who first bought in the same month, followed together."),
    ),
    (
        "walk-in",
        gettext_lazy("walk-in sale"),
        gettext_lazy("A sale with nobody's name on it. Counted, but never given to someone."),
    ),
    (
        "previous",
        gettext_lazy("previous %(client)s"),
        gettext_lazy("Bought here once or more and has stopped. Easier to win back than a stranger."),
    ),
)

TEAM: tuple[tuple[str, Promise, Promise], ...] = (
    (
        "suspect",
        gettext_lazy("suspect"),
        gettext_lazy("Someone who might one day need what we do, and has not said so."),
    ),
    (
        "prospect",
        gettext_lazy("prospect"),
        gettext_lazy("Someone with a need we can fill, and who has talked with us about it."),
    ),
    (
        "touch",
        gettext_lazy("touch"),
        gettext_lazy("Any contact with someone, either way, whether or not anything was sold."),
    ),
    ("promise", gettext_lazy("promise"), gettext_lazy("Something we, or they, said would happen by a day.")),
    (
        "friction",
        gettext_lazy("friction"),
        gettext_lazy("Whatever makes it harder than it need be to buy from us or to stay."),
    ),
    (
        "season",
        gettext_lazy("season"),
        gettext_lazy("The same part of the year. Someone who comes each December is not late in June."),
    ),
)
