"""What lists of people may ask: who may be sent offers, asked or introduced, what they said, and who told us to stop."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Case, OuterRef, Q, Subquery, TextField, Value, When, lookups
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from regulars.lists.subjects import Field, Kind, offers
from regulars.people.asking import exists
from regulars.trust.allowed import may_be_used, newest, stopped
from regulars.trust.models import Datum, Permission, Purpose

GROUP = _("What they allowed")
MAY = (
    ("may_offers", _("May be sent offers by e-mail"), Datum.EMAIL, Purpose.OFFERS),
    ("may_offers_phone", _("May be offered something by phone"), Datum.PHONE, Purpose.OFFERS),
    ("may_research", _("May be asked what they think, by e-mail"), Datum.EMAIL, Purpose.RESEARCH),
    ("may_refer", _("May be introduced to others, by e-mail"), Datum.EMAIL, Purpose.REFER),
)
SAID = (
    ("said_offers", _("What they said to offers"), Purpose.OFFERS),
    ("said_research", _("What they said to being asked"), Purpose.RESEARCH),
)
YES, NO, NEVER = "yes", "no", "never"


@offers("people")
def allowed() -> Iterator[Field]:
    for name, label, datum, purpose in MAY:
        condition = partial(may_be_used, datum, purpose)
        yield Field(
            name=name,
            label=label,
            kind=Kind.YES_NO,
            path=partial(_whether, condition),
            condition=partial(_asked, condition),
            group=GROUP,
        )
    for name, label, purpose in SAID:
        yield Field(
            name=name,
            label=label,
            kind=Kind.CHOICE,
            path=partial(_word, purpose),
            choices=_answers,
            condition=partial(_said, purpose),
            group=GROUP,
        )
    yield Field(
        name="stopped",
        label=_("Told us to stop"),
        kind=Kind.YES_NO,
        path=partial(_whether, stopped),
        condition=partial(_asked, stopped),
        group=GROUP,
    )


def _whether(condition: Any) -> Any:
    return exists(condition())


def _asked(condition: Any, operator: str, value: Any) -> Q:
    found: Q = condition()
    return found


def _answers() -> list[tuple[str, str]]:
    return [(YES, str(_("yes"))), (NO, str(_("no"))), (NEVER, str(_("never asked")))]


def _word(purpose: str) -> Coalesce:
    told = Case(When(given=True, then=Value(YES)), default=Value(NO), output_field=TextField())
    counting = newest(purpose, OuterRef("pk")).values(word=told)[:1]
    return Coalesce(Subquery(counting), Value(NEVER), output_field=TextField())


def _said(purpose: str, operator: str, value: Any) -> Q:
    """Who never spoke needs no look at what they said."""
    spoke = Q(pk__in=Permission.objects.filter(purpose=purpose).order_by().values("person"))
    if operator == "empty":
        return Q(pk__in=[])
    word = Q(lookups.In(_word(purpose), value))
    return word if NEVER in value else spoke & word
