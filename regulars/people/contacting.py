"""How one reaches an account: the one primary action, from whom is known there and how."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.attention import Action
from regulars.people.models import Account, Person

LONGEST_WORD = 18  # letters of a name on a button


def first_word(name: str) -> str:
    """What the button calls them: `"Ines Duarte"` → `"Ines"`; what is no name to call anybody is cut, so that it fits a phone."""
    word = (name.split() or ["?"])[0]
    return word if len(word) <= LONGEST_WORD else f"{word[: LONGEST_WORD - 1]}…"


def action_for(account: Account, people: Iterable[Person]) -> Action:
    """Call whoever has a phone, else write to whoever has an address, else log what happened.

    Someone who asked not to be contacted is never offered a call or a letter.
    """
    known = [] if account.do_not_contact else list(people)
    for person in known:
        if person.phone_url:
            return Action("call", _("Call %(name)s") % {"name": first_word(person.name)}, person.phone_url)
    for person in known:
        if person.mail_url:
            return Action(
                "write", _("Write to %(name)s") % {"name": first_word(person.name)}, person.mail_url
            )
    return Action("log", _("Log what happened"), reverse("account", args=[account.pk]) + "#compose")
