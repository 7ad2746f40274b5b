"""What a search answers, as a person reads it."""

from typing import Any

from regulars.finding.answering import answer
from regulars.finding.hits import Answer
from regulars.team.models import Firm


def asked(typed: str, member: Any) -> Answer:
    return answer(typed, member, Firm.load())


def named(typed: str, member: Any, group: str = "") -> list[str]:
    """The names found, of one group or of people, accounts, orders and notes."""
    wanted = {group} if group else {"people", "accounts", "orders", "notes"}
    return [hit.said for one in asked(typed, member).groups if one.name in wanted for hit in one.hits]
