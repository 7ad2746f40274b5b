"""What nobody can know from the file alone, and the sentence that asks for it."""

from django.utils.translation import gettext as _

from regulars.imports.understanding.roles import Role
from regulars.imports.understanding.settings import CUSTOMER_ROLES, Settings

# What a question is called, and the flag of the command line that answers it.
FLAGS = {
    "dates": "--dates dmy | mdy | ymd",
    "mixed_dates": "--dates dmy | mdy",
    "decimal": "--decimal . | ,",
    "no_date": "--map date=HEADER",
    "no_amount": "--map amount=HEADER (or total=HEADER, or quantity= and price=)",
    "no_customer": "--map customer=HEADER (or email=, name=)",
    "no_name": "--map name=HEADER (or email=)",
}


def open_questions(settings: Settings, kind: str) -> list[str]:
    """What stands in the way, most important first. `no_customer` and `mixed_dates` are answered by saying so."""
    if kind == "people":
        named = settings.has(Role.NAME, Role.EMAIL, Role.LAST_NAME, Role.FIRST_NAME, Role.COMPANY)
        return [] if named else ["no_name"]
    asked = []
    if not settings.has(Role.DATE):
        asked.append("no_date")
    if not settings.has_money:
        asked.append("no_amount")
    if not settings.has(*CUSTOMER_ROLES) and "columns" not in settings.said:
        asked.append("no_customer")
    if settings.has(Role.DATE) and not settings.dates:
        asked.append("dates")
    if settings.has_money and not settings.decimal:
        asked.append("decimal")
    return asked


def sentence(question: str) -> str:
    return {
        "dates": _(
            "Every date in this file could be read two ways: 03/04 may be 3 April or 4 March. Say which comes first, "
            "the day or the month."
        ),
        "mixed_dates": _(
            "Some dates in this file put the day first, others the month, so one of them would be read wrongly. "
            "Say which one is right; the rows that do not fit are left out and listed."
        ),
        "decimal": _(
            "Amounts such as 1,234 could be a thousand or one and a bit. Say which sign marks the decimals."
        ),
        "no_date": _("No column looks like the day of the order. Choose it."),
        "no_amount": _(
            "No column looks like the amount. Choose the amount, or both the quantity and the unit price."
        ),
        "no_customer": _(
            "No column says who bought. Choose the buyer’s number, e-mail or name; if there is none, "
            "all orders are kept as walk-in sales."
        ),
        "no_name": _("No column looks like a name or an e-mail. Choose one."),
    }[question]
