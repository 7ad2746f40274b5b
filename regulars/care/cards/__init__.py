"""The cards of the page of what we know about an account, in their order."""

from regulars.care.cards.card import Act, Card, Line, Looker, told
from regulars.care.cards.guarded import ADVICE, DEPENDS, FLAGS, REVIEWS, SHEET
from regulars.care.cards.heard import GOALS, SAID, WISHES
from regulars.care.cards.watched import ASKED, DRILL, MISTAKES, RIVALS

CARDS: dict[str, Card] = {
    card.slug: card
    for card in (
        WISHES, GOALS, SAID, REVIEWS, SHEET, DEPENDS, ADVICE, ASKED, MISTAKES, RIVALS, DRILL, FLAGS,
    )
}  # fmt: skip

__all__ = ["CARDS", "Act", "Card", "Line", "Looker", "told"]
