"""What a person types into each card of the page of what we know, and the records it makes."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from regulars.people.models import Account


def today() -> date:
    return timezone.localdate()


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def typed(word: str = "a second shop") -> dict[str, dict[str, Any]]:
    """Every card's form, with `word` in each of its texts."""
    ahead, now = (today() + timedelta(days=20)).isoformat(), today().isoformat()
    return {
        "wishes": {"words": word, "heard_on": now},
        "goals": {"words": word, "side": "theirs", "set_on": now},
        "said": {"said": word, "asked": word, "meant": word, "heard_on": now},
        "reviews": {"due_on": ahead},
        "sheet": {"reading": "content", "how_known": word, "read_on": now, "idea": word},
        "depends": {"words": word, "what": "product", "ends_on": ahead, "our_trade": "on"},
        "advice": {"words": word, "given_on": now},
        "asked": {"wanted": "discount", "words": word, "asked_on": now},
        "mistakes": {"words": word, "happened_on": now, "mended": word},
        "rivals": {"who": word, "words": word, "heard_from": "them", "heard_on": now},
        "drill": {"verdict": "unsure", "holds": word, "next_step": word},
        "flags": {"until": ahead, "reason": word},
    }


def new(account: Account, what: str) -> str:
    return reverse("care-new", args=[account.pk, what])


def act(record: Any, what: str, name: str) -> str:
    return reverse("care-act", args=[record.account_id, what, record.pk, name])


def care_page(account: Account) -> str:
    return reverse("care-account", args=[account.pk])
