"""What a standing is. One place: scoring counts by these rules, screens show these words (R1, R2, P35).

Everything follows from the days of paid orders. Orders of one day, and parts of one job billed within
Firm.split_job_days, count once. `wait`: the longest someone usually waits between orders, the upper quarter of
their own gaps; for those without a rhythm of their own (Firm.rhythm_orders), the wait within which three in four of
the firm's clients who came back had done so. Nobody lapses out of season: who kept still over the same weeks of an
earlier year and came back is waited for. In a firm that most people need only once, absence without a rhythm is
no failure, and nobody lapses by it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.retention.models.score import Standing

LAPSED_BEYOND = 1.5
LAPSED_DAYS = (30, 180)
"""Lapsed: silent for their wait and half as much again beyond it, at least 30 and at most 180 days beyond."""
LOST_BEYOND = 4.0
LOST_DAYS = (90, 365)
"""Lost: four waits beyond, at least 90 and at most 365 days."""
LOST_AFTER_SEASON = 90
"""Days after which those who missed their season may count as lost; until then they have lapsed."""

TYPICAL_RETURN = 90
"""Days a firm's clients are given to come back until LEAST_RETURNS of them have shown how long it takes."""
LEAST_RETURNS = 20
TYPICAL_SHARE = 0.75

MEANINGS: dict[str, Promise] = {
    Standing.STRANGER: _("We know them; they have not paid for an order yet."),
    Standing.CLIENT: _("Paid for an order, and has not made a habit of it yet."),
    Standing.CUSTOMER: _(
        "Has the habit: paid orders on enough different days, and still within their usual wait."
    ),
    Standing.LAPSED: _("Silent for well over their usual wait, at least 30 days over it. Winnable."),
    Standing.LOST: _("Silent for five times their usual wait, or a year over it. Most do not come back."),
}

WORDS: dict[str, Promise] = {
    "kept": _("Of the %(customers)s of a year ago, the share who have neither lapsed nor been lost since."),
    "retention": _(
        "Of the %(clients)s and %(customers)s at the start of the month, the share who still were at its end."
    ),
    "churn": _(
        "Of the %(clients)s and %(customers)s at the start of the month, the share who lapsed or were lost in it."
    ),
    "repeat": _("Of those who ordered in the month, the share who had ordered on an earlier day."),
    "conversion": _(
        "Of everybody who was a %(client)s in the month, the share who became %(customers)s in it."
    ),
    "lost": _(
        "Became lost in the month. Those who pause, by season or because they said so, are not counted."
    ),
    "came_back": _("Had lapsed or been lost, and ordered again."),
    "typical_return": _(
        "Three in four of those who came back after a first order did so within this many days."
    ),
}
"""What the figures mean, with the firm's own words to be put in (terms.words_of)."""
