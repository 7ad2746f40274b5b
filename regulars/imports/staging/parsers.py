"""One parser a column: the text of a cell → what is staged for it, ready for COPY; Rejected where it makes the row useless."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from regulars.imports.staging.memo import BLANK, Rejected, escaped
from regulars.imports.understanding.columns import EMAIL, SCIENTIFIC, answer_in, is_nothing
from regulars.imports.understanding.dates import NotADate, moment
from regulars.imports.understanding.numbers import NotANumber, currencies_of, number
from regulars.lib.folding import fold

ANCIENT = date(1900, 1, 1)
NOON = time(12)
LONGEST_KEY = 190
_WHOLE = re.compile(r"(\d+)\.0+")
Parser = Callable[[str], str]


def identifier(text: str) -> str:
    """`17850.0` → `17850`: spreadsheets make numbers of what is none. One in scientific notation is lost: Rejected."""
    if is_nothing(text):
        return BLANK
    text = " ".join(text.split())
    if whole := _WHOLE.fullmatch(text):
        text = whole[1]
    if SCIENTIFIC.match(text):
        raise Rejected("scientific")
    if len(text) > LONGEST_KEY:
        raise Rejected("too_long")
    return escaped(text.removeprefix("'") or text)


def words(most: int) -> Parser:
    """Text on one line, cut at `most` letters."""

    def parse(text: str) -> str:
        return BLANK if is_nothing(text) else escaped(" ".join(text.split())[:most].strip()) or BLANK

    return parse


def email(text: str) -> str:
    """Lower case; what is no address counts as none, since the order is still one."""
    text = text.strip().lower().removeprefix("mailto:")
    return escaped(text) if len(text) <= 254 and EMAIL.match(text) else BLANK


def phone(text: str) -> str:
    """As written, without Keap's leading apostrophe and trailing kind."""
    text = re.sub(r"\s*\([A-Za-z ]+\)\s*$", "", text.strip().lstrip("'").strip())
    return escaped(" ".join(text.split())[:60]) if any(letter.isdigit() for letter in text) else BLANK


def amount(decimal: str, currency: str) -> Parser:
    def parse(text: str) -> str:
        if not text.strip():
            return BLANK
        try:
            return str(number(text.strip(), decimal, currency))
        except NotANumber as error:
            raise Rejected(*error.args) from None

    return parse


def quantity(decimal: str) -> Parser:
    return amount(decimal, "")


def currency(text: str) -> str:
    if is_nothing(text):
        return BLANK
    meant = currencies_of(text)
    if not meant:
        raise Rejected("currency_unknown")
    return next(iter(meant)) if len(meant) == 1 else {"$": "USD"}.get(text.strip(), "SEK")


def when(order: str, zone: ZoneInfo, utc: bool, today: date) -> Parser:
    """→ `moment TAB day`, the moment in UTC. A date without a time is taken for noon of the firm's day."""
    assumed = UTC if utc else zone
    last = today + timedelta(days=1)

    def parse(text: str) -> str:
        if is_nothing(text):
            raise Rejected("no_date")
        try:
            found = moment(text, order)
        except NotADate as error:
            raise Rejected(*error.args) from None
        return _placed(found, ":" in text or "." in text[10:], assumed, zone, last)

    return parse


def _placed(found: datetime, timed: bool, assumed: ZoneInfo | object, zone: ZoneInfo, last: date) -> str:
    if found.date() <= ANCIENT:
        raise Rejected("date_ancient")
    if found.date() > last:
        raise Rejected("date_future")
    if found.tzinfo is None:
        if not timed and found.time() == time():
            found = datetime.combine(found.date(), NOON, tzinfo=zone)
        else:
            found = found.replace(tzinfo=assumed)  # type: ignore[arg-type] # UTC or a zone
    return f"{found.astimezone(UTC):%Y-%m-%d %H:%M:%S}+00\t{found.astimezone(zone).date()}"


def key_of_customer(customer: str, mail: str, name: str) -> str:
    """How a customer is called in this source: their number, else their e-mail, else their name, folded."""
    if customer != BLANK:
        return customer
    if mail != BLANK:
        return "e-mail:" + mail
    folded = fold(name) if name != BLANK else ""
    if not folded:
        return BLANK
    return "name:" + (
        folded if len(folded) < LONGEST_KEY - 5 else hashlib.sha256(folded.encode()).hexdigest()
    )


# Status: the largest of an order's rows counts.
PAID, REFUNDED, UNPAID, CANCELLED, TEST = range(5)
_STATUSES = {
    REFUNDED: "refunded fully refunded erstattet rembourse reembolsado aterbetald",
    UNPAID: "unpaid|pending|open|overdue|authorised|authorized|awaiting payment|on hold|not paid|due|draft|submitted|sent|"
    "pending payment|outstanding|offen|unbezahlt|uberfallig|en attente|impaye|pendiente|obetald|partially paid",
    CANCELLED: "cancelled|canceled|void|voided|failed|declined|expired|deleted|abandoned|storniert|abgebrochen|annule|annulee|"
    "cancelado|anulado|avbruten|makulerad|incomplete|blocked",
    TEST: "test|test order",
}
STATUSES = {
    word: code
    for code, text in _STATUSES.items()
    for word in (text.split("|") if "|" in text else [*text.split(), text])
}


def status(text: str) -> str:
    """What is not known to be something else counts as paid."""
    return BLANK if is_nothing(text) else str(STATUSES.get(fold(text), PAID))


CREDITS = {
    fold(word)
    for word in [
        "credit memo",
        "credit note",
        "credit",
        "refund",
        "refund receipt",
        "return",
        "sales credit note",
        "accreccredit",
        "refunded",
        "chargeback",
        "gutschrift",
        "rechnungskorrektur",
        "stornorechnung",
        "avoir",
        "note de credit",
        "remboursement",
        "nota de credito",
        "abono",
        "devolucion",
        "kreditfaktura",
        "kreditnota",
        "retur",
    ]
}
NO_SALES = {
    fold(word)
    for word in [
        "estimate",
        "quote",
        "quotation",
        "proposal",
        "bill",
        "bill payment",
        "expense",
        "journal entry",
        "deposit",
        "transfer",
        "purchase order",
        "statement",
        "time charge",
        "vendor credit",
        "cheque",
        "check",
        "payout",
        "accpay",
        "accpaycredit",
        "bill credit note",
        "angebot",
        "devis",
        "presupuesto",
        "offert",
    ]
}


def kind(payments_count: bool) -> Parser:
    """→ `refund` or nothing; Rejected for what is no sale. A payment is one only where the file has no invoices."""

    def parse(text: str) -> str:
        word = fold(text)
        if word in NO_SALES or (word == "payment" and not payments_count):
            raise Rejected("not_a_sale")
        return "refund" if word in CREDITS else BLANK

    return parse


def yes_or_no(text: str) -> str:
    """`yes` or `no`; what says neither says nothing."""
    return answer_in(text) or BLANK


def worth_nothing(text: str) -> bool:
    """Whether a staged number is zero or missing."""
    return text == BLANK or Decimal(text) == 0
