"""A list as a sheet, and which of its columns are contact data of people."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from regulars.lists.file import heads, table
from regulars.lists.filters.saying import sentence
from regulars.lists.listing import Listing
from regulars.people.models import Account, Person
from regulars.trust.leaving.sheet import Row, Sheet
from regulars.trust.models import Datum

REACHING = {"email": Datum.EMAIL, "phone": Datum.PHONE}
"""Columns of a list of people by which somebody can be reached. A test looks for any other."""


def sheet_of(listing: Listing) -> Sheet:
    """Refused where a condition cannot be asked: a file outlives the page that would have told so."""
    whose, path = whose_rows(listing.subject.model)
    named = listing.view.name if listing.view else str(listing.subject.label)
    return Sheet(
        what=_("the list “%(name)s”") % {"name": named},
        subject=listing.subject.name,
        heads=heads(listing),
        rows=partial(_rows, listing, path),
        file_name=f"{listing.subject.name}.csv",
        whose=whose,
        said=sentence(listing.shown.filter, listing.fields, listing.asker.firm.currency),
        contact=_contact(listing, whose),
    )


def whose_rows(model: type[Any]) -> tuple[str, str]:
    """Whose data a row of this model is, and the path to them. Whatever hangs on an account is told as its account's."""
    if model is Person:
        return "people", "pk"
    if model is Account:
        return "accounts", "pk"
    named = {field.name for field in model._meta.concrete_fields}
    return ("accounts", "account_id") if "account" in named else ("", "pk")


def _rows(listing: Listing, path: str) -> Iterator[Row]:
    return table(listing, path)


def _contact(listing: Listing, whose: str) -> tuple[Datum, ...]:
    names: Iterable[str] = (field.name for field in listing.columns)
    return tuple(REACHING[name] for name in names if name in REACHING) if whose == "people" else ()
