"""Groups as a scoring would tell them: one well known, one small, one tiny, and those of whom nobody knows."""

from typing import Any

from regulars.retention.scoring.facts.by_group import LEAST, LEAST_POINT


def one(
    name: str, people: int, worth: tuple[str | None, ...], loss: tuple[str | None, ...], **more: Any
) -> dict[str, Any]:
    """Three in four came back, unless told otherwise."""
    return {
        "name": name,
        "people": people,
        "once": people // 4,
        "had_time": people,
        "back": people - people // 4,
        "so_far": "412.00",
        **dict(zip(("worth", "worth_low", "worth_high"), worth, strict=True)),
        **dict(zip(("loss", "loss_low", "loss_high"), loss, strict=True)),
    } | more


NONE = (None, None, None)


def by_group(**changed: Any) -> dict[str, Any]:
    came_by = {
        "groups": [
            one("Recommended", 64, ("183.00", "121.00", "262.00"), ("431.00", "284.00", "602.00")),
            one("Trade fair", 9, (None, "40.00", "220.00"), (None, "90.00", "510.00")),
            one("Market stall", 2, NONE, NONE, had_time=0, back=0),
        ],
        "unknown": one("", 46, ("35.00", "22.00", "51.00"), ("80.00", "51.00", "117.00")),
        "more": 0,
    }
    persona = {"groups": [], "unknown": one("", 121, NONE, NONE), "more": 0}
    found = {
        "came_by": came_by,
        "persona": persona,
        "least": LEAST,
        "least_point": LEAST_POINT,
        "currency": "GBP",
    }
    return found | changed
