"""The choice of a model, as facts that pages can put into words."""

from regulars.lifetime.reason import Kept
from regulars.retention.choice_facts import ChoiceFact, SetRight
from regulars.retention.scoring.ledger import day_of_number
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.usage import Usage


def choice_fact(models: Models | None, usage: Usage) -> ChoiceFact | None:
    """None where nothing could be fitted."""
    if models is None:
        return None
    choice = models.choice
    why, season = choice.reason, choice.season
    return {
        "name": models.name,
        "version": models.version,
        "compared": why.compared,
        "rivals": [{"name": name.lower(), "log_loss": round(loss, 4)} for name, loss in why.losses],
        "looks": [{"day": iso(day), "days": days} for day, days in sorted(set(why.origins))],
        "tried_on": int(choice.base.ids.size),
        "customers": int(usage.x.size),
        "fitted": int(models.orders.need_fit().customers),
        "before": 0 if why.began is None else int((usage.jobs.first < why.began).sum()),
        "since": iso(int(usage.jobs.day.min())),
        "until": iso(usage.as_of),
        "season": why.season,
        "factors": [round(float(factor), 3) for factor in season.factors] if season.known else None,
        "chances": set_right(why.chances),
        "no_leaving_seen": models.no_leaving_seen,
    }


def iso(day: int) -> str:
    return day_of_number(day).isoformat()


def set_right(found: Kept) -> SetRight:
    return {"kept": found.kept, "without": rounded(found.without), "with_it": rounded(found.with_it)}


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
