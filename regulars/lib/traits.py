"""Protected traits (V12), and what stands for one: they never enter a score, a price or a decision to let somebody go.

A trait is known by what a field is called, in the words firms call such fields by. A false alarm costs a field its place in a
rule; one that is missed judges people by who they are.
"""

import re
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Trait(TextChoices):
    SEX = "sex", _("sex or gender")
    AGE = "age", _("age or birthday")
    ORIGIN = "origin", _("ethnicity, nationality or language")
    BELIEF = "belief", _("religion or belief")
    HEALTH = "health", _("health, disability or pregnancy")
    LOVE = "love", _("orientation or family")
    POLITICS = "politics", _("politics or union")
    PLACE = "place", _("where they live, which stands for origin and means")
    NAME = "name", _("a first name, which stands for sex, age and origin")


WORDS: dict[Trait, str] = {
    Trait.SEX: r"sex|gender|male|female|m/f|salutation|mr\s*/\s*mrs|title\s*\(mr|pronouns?|geschlecht|anrede|sexe|civilité|"
    r"género|sesso|geslacht|kön|kjønn",
    Trait.AGE: r"age|ages|aged|age\s*(?:band|group)|birth\w*|born|dob|year\s+of\s+birth|generation|senior|pension\w*|retired|"
    r"alter|geburt\w*|âge|naissance|edad|nacimiento|cumpleaños|età|compleanno|leeftijd|geboorte\w*|ålder|alder|wiek",
    Trait.ORIGIN: r"ethnic\w*|race|racial|nationalit\w*|citizenship|origin|country\s+of\s+birth|mother\s*tongue|"
    r"native\s+language|first\s+language|immigra\w*|skin|visa\s+status|staatsangehörigkeit|herkunft|nationalité|nacionalidad|cittadinanza",
    Trait.BELIEF: r"religio\w*|faith|church|mosque|synagogue|temple|belief|denomination|kosher|halal|ramadan|konfession|glaube|"
    r"croyance|religión",
    Trait.HEALTH: r"health|medical|illness|disease|diagnos\w*|disab\w*|handicap\w*|wheelchair|allerg\w*|diabet\w*|coeliac|celiac|"
    r"pregnan\w*|expecting|due\s+date\s+\(baby|blood\s*(?:type|group)|medication|mental|therapy|gesundheit|krank\w*|schwanger\w*|"
    r"behinder\w*|santé|maladie|enceinte|handicapé|salud|embaraz\w*|salute|incinta|gezondheid|zwanger",
    Trait.LOVE: r"orientation|sexual\w*|lgbt\w*|gay|lesbian|marital|married|divorced|widow\w*|spouse|partner['’]?s?\s+name|"
    r"children|kids|family\s+status|familienstand|verheiratet|état\s+civil|estado\s+civil|stato\s+civile",
    Trait.POLITICS: r"politic\w*|party\s+member\w*|votes?|union|trade\s+union|gewerkschaft|syndicat",
    Trait.PLACE: r"post\s?code|postal\s+code|zip|zip\s*code|plz|postleitzahl|code\s+postal|código\s+postal|cap|neighbo[u]?rhood|"
    r"district|home\s+address|street|council\s+estate",
    Trait.NAME: r"first\s+name|forename|given\s+name|christian\s+name|vorname|prénom|nombre\s+de\s+pila|surname|maiden\s+name",
}
_ASKED = {trait: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for trait, words in WORDS.items()}


def trait_of(label: Any) -> Trait | None:
    """The trait a field that is called so is about, or stands for."""
    text = str(label).replace("_", " ")
    return next((trait for trait, words in _ASKED.items() if words.search(text)), None)
