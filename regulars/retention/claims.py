"""The well-known figures (P33): claims nobody can check, each beside what this firm's own records say.

None of them is ever used to compute anything. `own` is empty where nothing is measured, and `how` then says what is
missing. A firm's own figure is a count of what happened, not a proof of why.
"""

from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.money import format_money
from regulars.retention.firm_facts import FirmFacts
from regulars.retention.models import Score, Standing
from regulars.retention.pictures.growth import money, part
from regulars.retention.what_if import LEAST as FEWEST
from regulars.retention.what_if import enough, what_if
from regulars.team.models import Firm
from regulars.timeline.models import Touch
from regulars.timeline.models.tally import COUNTING, IS_COPY, SPOKEN_COPY, WRITTEN_COPY

LEAST = 20  # people a share must be made of before it is shown
POINTS = 5
CONTACTS = 7
BEFORE_THE_FIRST_ORDER = f"""
WITH told AS (
    SELECT t.account_id, {IS_COPY} AS copy
    FROM timeline_touch t JOIN retention_score s USING (account_id)
    WHERE {COUNTING} AND t.at < s.first_day
), counted AS (SELECT count(*) FILTER (WHERE NOT copy) AS n FROM told GROUP BY account_id)
SELECT count(*), count(*) FILTER (WHERE n >= %(often)s) FROM counted
"""  # noqa: S608 # of our own words only


class Claim(NamedTuple):
    code: str
    said: str
    own: str
    how: str


def claims(facts: FirmFacts, firm: Firm) -> list[Claim]:
    return [
        eighty_twenty(facts, firm),
        seven_times(firm),
        seven_contacts(),
        five_points(facts, firm),
        untended(),
        Claim(
            "pay-more",
            _("Nine out of ten say they would pay more for better service."),
            "",
            _(
                "Not measured here: nobody has been asked. What people say they would pay is not what they pay."
            ),
        ),
        Claim(
            "bad-word",
            _("95% of those who had a bad experience tell at least one other person, 54% tell five or more."),
            "",
            _("Not measured here, and hard to: people tell others without telling us."),
        ),
    ]


def eighty_twenty(facts: FirmFacts, firm: Firm) -> Claim:
    pareto = facts["pareto"]
    said = _("80% of sales come from 20% of customers.")
    how = _(
        "The smallest set of people who brought 80% of the sales of the last 365 days, out of all who bought."
    )
    if pareto["customers_share"] is None or pareto["of_customers"] < LEAST:
        return Claim(
            "eighty-twenty", said, "", _("Not enough history yet: too few people bought in the last year.")
        )
    own = _("Here %(share)d%% of buyers bring %(value)d%%.") % {
        "share": round(pareto["customers_share"] * 100),
        "value": round((pareto["value_share"] or 0) * 100),
    }
    return Claim("eighty-twenty", said, own, how)


def seven_times(firm: Firm) -> Claim:
    said = _("Winning a new customer costs close to seven times as much as keeping one.")
    if firm.replacement_cost is None:
        how = _("Not measured here: say in the settings what winning one new %(client)s costs you.")
        return Claim("seven-times", said, "", how % {"client": firm.word_client})
    own = _("Winning one new %(client)s costs you %(cost)s.") % {
        "client": firm.word_client,
        "cost": format_money(firm.replacement_cost, firm.currency),
    }
    return Claim(
        "seven-times",
        said,
        own,
        _("Your own figure, from the settings. What keeping one costs is not recorded yet."),
    )


def seven_contacts() -> Claim:
    """Contacts on record before someone's first order, for those whose first order came after our first contact; copies
    of one letter count once, as everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            BEFORE_THE_FIRST_ORDER, {"written": WRITTEN_COPY, "spoken": SPOKEN_COPY, "often": CONTACTS}
        )
        found = dict(zip(("all", "late"), cursor.fetchone(), strict=True))
    said = _("81% of sales happen after seven or more contacts.")
    if found["all"] < LEAST:
        how = ngettext(
            "Not measured here yet: contacts before the first order are on record for %(n)d person, and it takes %(least)d.",
            "Not measured here yet: contacts before the first order are on record for %(n)d people, and it takes %(least)d.",
            found["all"],
        )
        return Claim("seven-contacts", said, "", how % {"n": found["all"], "least": LEAST})
    own = _("%(late)d of %(all)d first orders here came after seven or more contacts (%(share)d%%).") % {
        **found,
        "share": round(found["late"] / found["all"] * 100),
    }
    how = _(
        "Contacts on record before the first order, of those who had any. Contacts nobody wrote down are missing."
    )
    return Claim("seven-contacts", said, own, how)


def five_points(facts: FirmFacts, firm: Firm) -> Claim:
    """What five more of a hundred kept would bring in a year, by the same arithmetic as the page that shows it."""
    growth = facts["growth"]
    said = _("Improve retention by 5%, and growth improves by 5%.")
    if not enough(growth):
        how = _(
            "Not enough history yet: it takes at least %(least)d %(customers)s of a year ago, some of whom left."
        )
        return Claim("five-points", said, "", how % {"least": FEWEST, "customers": firm.word_customers})
    worked = what_if(growth, POINTS, 1)
    first = worked.years[0]
    own = _(
        "Five points more than your %(rate)d%% would bring about %(sales)s more sales in the first year: %(part)s more than now."
    )
    numbers: dict[str, Any] = {
        "rate": round(worked.rate * 100),
        "sales": money(first.sales, growth),
        "part": part(first.sales, growth),
    }
    how = _(
        "Plain arithmetic: five of a hundred %(customers)s more, times what one brings; under “What if” with all it rests on."
    )
    return Claim("five-points", said, own % numbers, how % {"customers": firm.word_customers})


def untended() -> Claim:
    """Share lapsed or lost, with and without any contact on record. Side by side, not cause and effect."""
    contacts = Touch.objects.contacts().filter(account=OuterRef("account"))
    touched = Exists(contacts)
    gone = Count("pk", filter=Q(standing__in=[Standing.LAPSED, Standing.LOST]))
    bought = Score.objects.filter(first_day__isnull=False).annotate(touched=touched)
    found = {row["touched"]: row for row in bought.values("touched").annotate(all=Count("pk"), gone=gone)}
    said = _("Whoever does not tend relationships loses up to 90% of them.")
    tended, alone = found.get(True), found.get(False)
    if not tended or not alone or min(tended["all"], alone["all"]) < LEAST:
        return Claim(
            "untended",
            said,
            "",
            _("Not measured here yet: too few people have a contact on record to compare."),
        )
    own = _("%(alone)d%% of those without a contact on record have gone, %(tended)d%% of those with one.") % {
        "alone": round(alone["gone"] / alone["all"] * 100),
        "tended": round(tended["gone"] / tended["all"] * 100),
    }
    how = _("Lapsed or lost by today. It shows that the two go together, not that one makes the other.")
    return Claim("untended", said, own, how)
