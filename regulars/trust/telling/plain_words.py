"""A short answer, not a policy (V1): what people are told is said in words that one can say aloud."""

import re

from django.utils.translation import gettext as _

LONGEST, SHORTEST = 200, 12  # letters
SENTENCES, WORDS = 3, 30
"""Sentences in an answer, and words in a sentence, at most."""
BOILERPLATE = re.compile(
    r"privacy policy|terms (and|of)|herein|hereby|pursuant|aforementioned|notwithstanding|legitimate interest"
    r"|third[- ]part(y|ies)|affiliates|data controller|data subject|gdpr|not limited to|as described|applicable law"
    r"|industry[- ]standard|state[- ]of[- ]the[- ]art|military[- ]grade|best practices?|https?:|www\.|see our|click here",
    re.IGNORECASE,
)
EVERYTHING = re.compile(
    r"(any|all|every|other|various|different|further|business|commercial|marketing)\s+(lawful |legal |legitimate |internal )?"
    r"(purposes?|reasons?|uses?)|whatever|as we (see fit|like|wish)|anything (we|else)|and so on|etc\b|at our discretion",
    re.IGNORECASE,
)


def wrong_with(answer: str) -> str:
    """What keeps it from being a short answer, in one sentence; empty when it is one."""
    if len(answer) > LONGEST:
        return _("Shorten it to %(most)d letters: an answer, not a policy.") % {"most": LONGEST}
    if len(answer) < SHORTEST or len(answer.split()) < 2:
        return _("Say it in a whole short sentence.")
    if found := BOILERPLATE.search(answer):
        return _("“%(words)s” answers nobody. Say in your own words what happens with their data.") % {
            "words": found[0]
        }
    if found := EVERYTHING.search(answer):
        return _("“%(words)s” would allow everything. Name the one thing it is for.") % {"words": found[0]}
    sentences = [part for part in re.split(r"[.!?;:]+\s", answer) if part.strip()]
    if len(sentences) > SENTENCES or any(len(part.split()) > WORDS for part in sentences):
        return _("That is long to read: at most %(sentences)d sentences of at most %(words)d words.") % {
            "sentences": SENTENCES,
            "words": WORDS,
        }
    return ""
