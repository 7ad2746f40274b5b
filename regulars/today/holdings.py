"""What was decided about a person on mornings: who put them off or let them go, and why."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from regulars.lib.held import GONE, lines, of_account
from regulars.lib.holdings import Holding, forgets, holds
from regulars.today.models import Decision


@holds(80)
def decided(person: Any) -> Iterator[Holding]:
    found = Decision.objects.filter(of_account(person)).select_related("member").order_by("at", "pk")
    columns = {
        _("When"): "at",
        _("About"): "kind",
        _("What was decided"): "choice",
        _("Until"): "until",
        _("Why"): "reason",
        _("By"): "member",
    }
    yield Holding(_("What we decided about you on mornings"), lines(found, columns))


@forgets(78)
def reasons(person: Any) -> dict[str, int]:
    worded = Decision.objects.filter(of_account(person)).exclude(reason__in=["", GONE])
    return {"reasons": worded.update(reason=GONE)}
