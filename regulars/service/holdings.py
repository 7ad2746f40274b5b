"""What was promised to a person, and by them, with every change of it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from regulars.fields.holdings import said_of
from regulars.lib.held import GONE, blank, lines, of_account, theirs
from regulars.lib.holdings import Holding, forgets, holds
from regulars.service.models import Gesture, Promise, PromiseChange

WORDS = ("what", "unit")


@holds(70)
def promised(person: Any) -> Iterator[Holding]:
    promises = (
        Promise.objects.filter(theirs(person))
        .select_related("made_by", "deliver_by")
        .order_by("made_at", "pk")
    )
    columns = {
        _("Whose"): "side",
        _("What was promised"): "what",
        _("About"): "about",
        _("How many"): "quantity",
        _("Of what"): "unit",
        _("Price"): "price",
        _("Price in the end"): "final_price",
        _("Currency"): "currency",
        _("Due"): "due",
        _("State"): "state",
        _("How it ended"): "ending",
        _("Why one of us could not"): "declined_why",
        _("Made on"): "made_at",
        _("Made by"): "made_by",
        _("Delivered by"): "deliver_by",
        _("Besides"): lambda row: "; ".join(
            ": ".join(map(str, one.values())) for one in said_of(row.custom, "promises")
        ),
    }
    yield Holding(_("What was promised"), lines(promises, columns))
    changes = (
        PromiseChange.objects.filter(promise__in=promises).select_related("promise").order_by("at", "pk")
    )
    columns = {
        _("When"): "at",
        _("Promise"): "promise.what",
        _("What was done"): "act",
        _("Before"): lambda row: _said(row.was),
        _("After"): lambda row: _said(row.now),
        _("What was said"): "word",
        _("Who said it"): "said_by",
        _("When they said it"): "said_at",
    }
    yield Holding(_("How promises changed"), lines(changes, columns))


@holds(72)
def mended(person: Any) -> Iterator[Holding]:
    gestures = Gesture.objects.filter(of_account(person)).select_related("by").order_by("made_at", "pk")
    columns = {
        _("When"): "day",
        _("What"): "what",
        _("Why"): "words",
        _("What it cost us"): "cost",
        _("Currency"): "currency",
        _("By"): "by",
        _("Taken back on"): "withdrawn_at",
    }
    yield Holding(_("What we put right on the spot"), lines(gestures, columns))


def _said(values: dict[str, Any]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in values.items() if value not in (None, ""))


@forgets(70)
def words(person: Any) -> dict[str, int]:
    """That a promise was made and how it ended stays, for the rate it is counted in; every word of it goes."""
    promises = Promise.objects.filter(theirs(person))
    ids = list(promises.values_list("pk", flat=True))
    for change in PromiseChange.objects.filter(promise__in=ids):
        PromiseChange.objects.filter(pk=change.pk).update(
            was=_wordless(change.was),
            now=_wordless(change.now),
            word=GONE if change.word else "",
            said_by=GONE if change.said_by else "",
        )
    worded = promises.exclude(what=GONE)
    return {"promises": worded.update(what=GONE, unit="", ending="", declined_why="", custom={})}


@forgets(72)
def why(person: Any) -> dict[str, int]:
    """What it cost stays, under nobody's name."""
    return {"gestures": blank(Gesture.objects.filter(of_account(person)), "words")}


def _wordless(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: GONE if isinstance(value, str) and name in WORDS and value else value
        for name, value in values.items()
    }
