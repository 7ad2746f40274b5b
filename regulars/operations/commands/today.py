"""Print the morning list: whom to look after today, why, and what is at stake.

The same list as the first page of the product. With --json: a list of {account: {id, name}, kind, sentence,
reasons: [{name, text, numbers, links: [{label, url}]}], at_stake: {amount, currency}, due, action: {kind, label,
url}}; amounts are text, days are ISO dates, addresses are paths of this installation. --as-of looks from another
day: everybody is scored as of that day, and nothing of it is kept.
"""

import argparse
import json
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.utils import timezone

from regulars.lib.attention import Item
from regulars.operations.commands import Options
from regulars.retention.scoring import scored_as_of
from regulars.team.models import Firm
from regulars.today.listing import MorningList, morning_list
from regulars.today.printing import lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for other programs")
    parser.add_argument(
        "--as-of", metavar="DATE", type=date.fromisoformat, help="look from this day, such as 2026-03-31"
    )


def run(options: Options) -> None:
    firm = Firm.load()
    with timezone.override(firm.zone), scored_as_of(options.as_of) if options.as_of else nullcontext():
        listed = morning_list(None, firm)
        print(as_json(listed) if options.json else "\n".join(lines(listed)))


def as_json(listed: MorningList) -> str:
    return json.dumps([item_json(item) for item in listed.items], ensure_ascii=False, indent=1)


def item_json(item: Item) -> dict[str, Any]:
    return {
        "account": {"id": item.account_id, "name": item.account_name},
        "kind": item.kind,
        "sentence": item.sentence,
        "reasons": [
            {
                "name": reason.name,
                "text": reason.text,
                "numbers": reason.numbers,
                "links": [{"label": link.label, "url": link.url} for link in reason.links],
            }
            for reason in item.reasons
        ],
        "at_stake": {"amount": str(item.at_stake.amount), "currency": item.at_stake.currency},
        "due": item.due.isoformat() if item.due else None,
        "action": {"kind": item.action.kind, "label": item.action.label, "url": item.action.url},
    }
