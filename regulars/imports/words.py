"""The figures of an import in words, for the page and for the terminal."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision, get_currency_symbol
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from regulars.imports import reasons
from regulars.imports.models import Import, Kind
from regulars.lib.counting import grouped
from regulars.trust.facts.saying import called


def told(importing: Import) -> list[str]:
    """What the file holds and what importing it changes (or changed), a sentence each."""
    counts = importing.counts
    if not counts:
        return []
    sentences = _people(counts) if importing.kind == Kind.PEOPLE else _orders(counts)
    return [sentence for sentence in (*sentences, *_offers(counts), *_own(counts)) if sentence]


def _offers(counts: dict[str, Any]) -> Iterator[str]:
    """Who told us to stop, and what the file says about offers."""
    for name, one, many in (
        (
            "stopped",
            _("%(count)s of them told us to stop, and stays stopped."),
            _("%(count)s of them told us to stop, and stay stopped."),
        ),
        (
            "offers_unseen",
            _("%(count)s yes to offers is not taken: nobody said where it can be seen that they said so."),
            _("%(count)s yes to offers are not taken: nobody said where it can be seen that they said so."),
        ),
        ("offers_no", _("%(count)s says no to offers."), _("%(count)s say no to offers.")),
        (
            "offers_taken",
            _("%(count)s yes to offers was noted, with the line it stands in."),
            _("%(count)s yes to offers were noted, each with the line it stands in."),
        ),
    ):
        if count := counts.get(name, 0):
            yield (one if count == 1 else many) % {"count": figure(count)}
    yes, taken = counts.get("offers_yes", 0) - counts.get("offers_unseen", 0), counts.get("offers_taken")
    if taken is None and yes:
        said = ngettext("%(count)s says yes to offers.", "%(count)s say yes to offers.", yes)
        yield said % {"count": figure(yes)}
    elif taken is not None and yes > taken:
        kept = yes - taken
        yield ngettext(
            "%(count)s has told us something else themselves, or told us to stop: that counts.",
            "%(count)s have told us something else themselves, or told us to stop: that counts.",
            kept,
        ) % {"count": figure(kept)}


def _own(counts: dict[str, Any]) -> Iterator[str]:
    """About the firm's own fields."""
    filled, unfit = counts.get("own_filled", 0), counts.get("own_unfit", 0)
    if filled:
        said = ngettext(
            "%(count)s that is known gets something in your own fields.",
            "%(count)s that are known get something in your own fields.",
            filled,
        )
        yield said % {"count": figure(filled)}
    if unfit:
        said = ngettext(
            "%(count)s value does not fit its field and is left out; the rest of its row is kept.",
            "%(count)s values do not fit their field and are left out; the rest of their rows is kept.",
            unfit,
        )
        yield said % {"count": figure(unfit)}


def figure(value: int) -> str:
    return grouped(value)


def _orders(counts: dict[str, Any]) -> Iterator[str]:
    def some(name: str, one: str, many: str) -> str:
        count = counts.get(name, 0)
        return ngettext(one, many, count) % {"count": figure(count)} if count else ""

    yield _span(counts)
    yield some("new", "%(count)s new order.", "%(count)s new orders.") or _("No new orders.")
    yield some(
        "known",
        "%(count)s order is known already and stays as it is.",
        "%(count)s orders are known already and stay as they are.",
    )
    yield some(
        "changed",
        "%(count)s order reads differently now and is updated.",
        "%(count)s orders read differently now and are updated.",
    )
    if counts.get("silent_about_status"):
        yield _(
            "The file does not say what was paid or cancelled: for orders that are known that stays as it is, "
            "new ones count as paid."
        )
    yield some(
        "smaller",
        "%(count)s order is in this file only in part; all of it is kept.",
        "%(count)s orders are in this file only in part; all of each is kept.",
    )
    yield some(
        "mended",
        "%(count)s order was cut in two by the export and is put together.",
        "%(count)s orders were cut in two by the export and are put together.",
    )
    yield some(
        "refunds",
        "%(count)s line was cancelled or came back; its money is taken off.",
        "%(count)s lines were cancelled or came back; their money is taken off.",
    )
    yield some("adjustment_lines", "%(count)s line corrects the books.", "%(count)s lines correct the books.")
    yield some(
        "walk_in_lines",
        "%(count)s line has nobody’s name on it and is kept as a walk-in sale.",
        "%(count)s lines have nobody’s name on them and are kept as walk-in sales.",
    )
    yield some(
        "not_paid",
        "%(count)s order is unpaid, cancelled or a test and does not count.",
        "%(count)s orders are unpaid, cancelled or tests and do not count.",
    )
    yield _buyers(counts)


def _span(counts: dict[str, Any]) -> str:
    lines = figure(counts["lines"])
    if not counts.get("first_day"):
        return ngettext("%(lines)s row.", "%(lines)s rows.", counts["lines"]) % {"lines": lines}
    first, last = (
        date_format(date.fromisoformat(counts[name]), "j F Y") for name in ("first_day", "last_day")
    )
    return _("%(lines)s rows, from %(first)s to %(last)s.") % {"lines": lines, "first": first, "last": last}


def _buyers(counts: dict[str, Any]) -> str:
    new, known = counts["new_customers"], counts["customers"] - counts["new_customers"]
    if not counts["customers"]:
        return ""
    return _("%(new)s new and %(known)s known buyers.") % {"new": figure(new), "known": figure(known)}


def _people(counts: dict[str, Any]) -> Iterator[str]:
    yield ngettext("%(lines)s row.", "%(lines)s rows.", counts["lines"]) % {"lines": figure(counts["lines"])}
    yield ngettext("%(count)s new person.", "%(count)s new people.", counts["new"]) % {
        "count": figure(counts["new"])
    }
    if counts["changed"]:
        yield ngettext(
            "%(count)s is known and gets what was missing.",
            "%(count)s are known and get what was missing.",
            counts["changed"],
        ) % {"count": figure(counts["changed"])}
    if counts["known"]:
        yield ngettext(
            "%(count)s is known already and stays.", "%(count)s are known already and stay.", counts["known"]
        ) % {"count": figure(counts["known"])}


def money(importing: Import) -> list[dict[str, Any]]:
    """A row a currency: where the file's money went. `adds_up` is the promise that none got lost."""
    rows = []
    for currency, sums in importing.counts.get("money", {}).items():
        parts = {name: Decimal(amount) for name, amount in sums.items()}
        rows.append(
            {name: to_the_penny(amount, currency) for name, amount in parts.items()}
            | {
                "currency": currency,
                "has_rejected": bool(parts["rejected"]),
                "has_refunds": bool(parts["refunds"]),
                "has_walk_in": bool(parts["walk_in"]),
                "adds_up": parts["file"]
                == sum(parts[name] for name in ("orders", "refunds", "walk_in", "rejected")),
            }
        )
    return rows


def to_the_penny(amount: Decimal, currency: str) -> str:
    """`£9,747,747.934`: every decimal there is, and at least the currency's own."""
    places = -int(amount.normalize().as_tuple().exponent)
    number = number_format(
        abs(amount), decimal_pos=max(places, get_currency_precision(currency)), force_grouping=True
    )
    return f"{'−' if amount < 0 else ''}{get_currency_symbol(currency, locale=to_locale(get_language() or 'en-gb'))}{number}"


def rejected(importing: Import) -> list[str]:
    """`12 rows: the date cannot be read`, most frequent first."""
    return [
        ngettext("%(count)s row: %(reason)s.", "%(count)s rows: %(reason)s.", count)
        % {"count": figure(count), "reason": reasons.sentence(code)}
        for code, count in importing.counts.get("rejected", {}).items()
    ]


def less(importing: Import) -> list[dict[str, Any]]:
    """Columns that hold more than the job needs: a sentence, and whether they are kept small."""
    return [
        {"column": one["column"], "whole": one["whole"], "sentence": _less(one)}
        for one in importing.understood.get("less", [])
    ]


def _less(one: dict[str, Any]) -> str:
    said = {
        "label": one["label"],
        "count": figure(one["rows"]),
        "what": ", ".join(called(what) for what in one["whats"]),
    }
    if one["whole"]:
        told = ngettext(
            "“%(label)s”: %(count)s row holds %(what)s, and is kept as it is.",
            "“%(label)s”: %(count)s rows hold %(what)s, and are kept as they are.",
            one["rows"],
        )
    else:
        told = ngettext(
            "“%(label)s”: %(count)s row looks like %(what)s. Only the month, or the last four signs, are kept.",
            "“%(label)s”: %(count)s rows look like %(what)s. Only the month, or the last four signs, are kept.",
            one["rows"],
        )
    return told % said
