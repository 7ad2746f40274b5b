"""What was done to a person together with many others."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from regulars.lib.held import lines
from regulars.lib.holdings import Holding, forgets, holds
from regulars.lists.models import BulkChange


@holds(85)
def among_many(person: Any) -> Iterator[Holding]:
    columns = {
        _("When"): "act.started_at",
        _("What"): "act.act",
        _("To whom, as it was said"): "act.said",
        _("What stood there before"): lambda row: "" if row.before is None else str(row.before),
    }
    yield Holding(_("What was done to many at once, you among them"), lines(_changes(person), columns))


def _changes(person: Any) -> QuerySet[BulkChange]:
    """By the index of the accounts' changes; what belongs to nobody's account is about a person only by its number."""
    own = Q(account_id=person.account_id, record_id=person.pk, act__subject="people")
    whole = Q(account_id=person.account_id)
    return BulkChange.objects.filter(whole if person.alone else own).select_related("act").order_by("pk")


@forgets(82)
def before(person: Any) -> dict[str, int]:
    """What stood there before goes: undoing the act passes them by then."""
    return {
        "bulk changes": BulkChange.objects.filter(
            pk__in=list(_changes(person).values_list("pk", flat=True))
        ).delete()[0]
    }
