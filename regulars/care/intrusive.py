"""What is nobody's business: words that make a note look like a fact about health, faith or family (R50, R49).

A list of words is coarse on purpose: it only asks "is this needed?" while one writes, and keeps such words out of the
brief that is read before a contact. It never refuses what somebody says is needed.
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold

HEALTH = """ill illness sick sickness disease cancer tumour tumor chemo surgery operated hospital diagnosis diagnosed
pregnant pregnancy miscarriage depressed depression anxiety burnout therapy therapist medication diabetes diabetic hiv
disabled disability dementia stroke addicted addiction alcoholic rehab overweight
krank krankheit krebs schwanger maladie enceinte cancer enfermo enfermedad embarazada"""
FAITH = """church mosque synagogue temple pray prays prayer religious religion faith muslim islam christian catholic
protestant jewish jew hindu buddhist sikh atheist jehovah mormon ramadan baptism bar mitzvah
kirche moschee religion eglise mosquee iglesia"""
FAMILY = """divorce divorced divorcing separated custody affair widow widowed widower bereaved funeral died
stepson stepdaughter adopted infertile gay lesbian transgender
geschieden scheidung divorcee divorciado viuda verwitwet"""

KINDS: dict[str, Promise] = {"health": _("health"), "faith": _("faith"), "family": _("family")}
_WORDS = {kind: set(fold(words).split()) for kind, words in zip(KINDS, (HEALTH, FAITH, FAMILY), strict=True)}
_SHAPES = (
    (
        "family",
        re.compile(
            r"\b(?:his|her|their)\s+(?:wife|husband|partner|son|daughter|child|children|kids?|mother|father|marriage)\b"
        ),
    ),
)


def looks_personal(text: str) -> str:
    """`health`, `faith` or `family` when `text` seems to tell such a fact, else empty."""
    plain = fold(text)
    words = set(plain.split())
    for kind, known in _WORDS.items():
        if words & known:
            return kind
    return next((kind for kind, shape in _SHAPES if shape.search(plain)), "")
