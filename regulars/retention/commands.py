"""What retention gives to Ctrl+K."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lib.commands import command


def everybody(firm: Any) -> str:
    return capfirst(str(firm.word("customers")))


def their_file(firm: Any) -> str:
    return _("%(customers)s as a file") % {"customers": everybody(firm)}


command("customers", everybody, words=gettext_lazy("list standing risk all buyers"), keys="g c")
command("customers-file", their_file, words=gettext_lazy("export download csv spreadsheet"))
command("retention", gettext_lazy("Retention"), words=gettext_lazy("overview how we are doing"), keys="g r")
command(
    "retention-cohorts", gettext_lazy("Who stayed, by the month they came"), words=gettext_lazy("cohorts")
)
command(
    "retention-value",
    gettext_lazy("Where the value is"),
    words=gettext_lazy("retention worth lifetime pareto"),
)
command(
    "retention-ahead", gettext_lazy("What is coming"), words=gettext_lazy("retention ahead forecast income")
)
command("retention-growth", gettext_lazy("What if more stayed"), words=gettext_lazy("retention growth"))
command(
    "retention-path", gettext_lazy("From the first order to the habit"), words=gettext_lazy("retention path")
)
command(
    "retention-check",
    gettext_lazy("How right the predictions were"),
    words=gettext_lazy("retention check back-test"),
)
command(
    "retention-groups",
    gettext_lazy("Value by source and kind"),
    words=gettext_lazy("retention groups came by persona"),
)
command(
    "retention-best", gettext_lazy("The best, to find more like them"), words=gettext_lazy("retention top")
)
command(
    "retention-previous",
    gettext_lazy("Who used to come"),
    words=gettext_lazy("retention lapsed lost previous"),
)
command(
    "retention-season",
    gettext_lazy("This season beside the last one"),
    words=gettext_lazy("retention season"),
)
command(
    "retention-claims", gettext_lazy("Well-known claims, tried here"), words=gettext_lazy("retention claims")
)
command(
    "retention-terms",
    gettext_lazy("What our words mean"),
    words=gettext_lazy("retention terms help standing"),
)
