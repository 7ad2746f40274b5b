"""What happens in retention, each in one sentence."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regulars.retention.models import CaseOutcome
from regulars.timeline.registry import says
from regulars.web.templatetags.say import day


def said(iso: str) -> str:
    return day(date.fromisoformat(iso))


@says("retention.scoring_asked")
def scoring_asked(data: dict[str, Any], actor: str) -> str:
    return _("%(who)s asked for the list to be brought up to date.") % {"who": actor}


@says("retention.case_opened")
def case_opened(data: dict[str, Any], actor: str) -> str:
    return _("A rescue case was opened, as of %(day)s.") % {"day": said(data["as_of"])}


@says("retention.case_closed")
def case_closed(data: dict[str, Any], actor: str) -> str:
    outcome = CaseOutcome(data["outcome"]).label
    return _("%(who)s closed the rescue case: %(outcome)s.") % {"who": actor, "outcome": outcome}


@says("retention.case_came_back")
def case_came_back(data: dict[str, Any], actor: str) -> str:
    return _("They ordered again, on %(day)s: the rescue case closed itself.") % {"day": said(data["day"])}


@says("retention.case_reopened")
def case_reopened(data: dict[str, Any], actor: str) -> str:
    return _("%(who)s opened the rescue case again.") % {"who": actor}
