"""Whether a password is hard to guess: by what thieves try, not by which signs stand in it.

zxcvbn (Wheeler 2016, "zxcvbn: Low-Budget Password Strength Estimation") and Django's list of 20,000 that are known from
breaches. Both lie on this machine: nobody is asked.
"""

import re
import threading
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from zxcvbn import zxcvbn

from regulars.team.models import Firm
from regulars.team.models.signing_in import normal

SHORTEST, LONGEST = 10, 1000
GOOD_ENOUGH = 3  # of 4: 10^8 guesses and more, each of which costs a slow hash
LOOKED_AT = 72  # signs at either end: of more the estimate takes ever longer and gets no better
REMEDY = gettext_lazy(
    "Three or four words that have nothing to do with you or with each other do, with spaces if you like."
)
WHY: dict[str, str | Promise] = {
    "own": gettext_lazy("Your name, your e-mail or your firm is most of it, and that is tried first."),
    "known": gettext_lazy("It is among the passwords that are known from break-ins elsewhere, or nearly."),
    "repeat": gettext_lazy("The same signs come again and again."),
    "sequence": gettext_lazy("It runs on like abc or 123."),
    "spatial": gettext_lazy("Its keys lie side by side on the keyboard."),
    "date": gettext_lazy("A date is most of it, and there are not many dates."),
    "short": gettext_lazy("It is guessed too soon: one word and a few signs are not enough."),
}
_turn = threading.Lock()  # the estimator keeps the own words of whom it looks at in one place for all


class Strength(NamedTuple):
    """`score` 0 to 4; `why`, of WHY, says what makes it weak."""

    score: int
    why: str


class HardToGuess:
    """Django's validator (AUTH_PASSWORD_VALIDATORS). Raises one sentence: why not, and what would do."""

    def __init__(self) -> None:
        self.known = CommonPasswordValidator()

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(
                _("It is longer than %(most)d characters. A few words are enough.") % {"most": LONGEST},
                code="password_too_long",
            )
        if (missing := SHORTEST - len(normal(password))) > 0:
            said = _("It needs at least %(least)d characters, %(missing)d more than these.")
            raise ValidationError(
                f"{said % {'least': SHORTEST, 'missing': missing}} {REMEDY}", code="password_too_short"
            )
        found = self.strength(normal(password), own_words(user))
        if found.score < GOOD_ENOUGH:
            raise ValidationError(f"{WHY[found.why]} {REMEDY}", code=f"password_{found.why}")

    def strength(self, password: str, own: list[str]) -> Strength:
        if password.lower().strip() in self.known.passwords:
            return Strength(0, "known")
        whole = estimated(password, own)
        rest = re.sub("|".join(map(re.escape, own)), "", password.lower()) if own else password
        if (
            whole.score >= GOOD_ENOUGH
            and rest != password.lower()
            and estimated(rest, []).score < GOOD_ENOUGH
        ):
            return Strength(2, "own")
        return whole

    def get_help_text(self) -> str:
        return _("At least %(least)d characters.") % {"least": SHORTEST}


def own_words(user: Any) -> list[str]:
    """What anybody knows of this person: name, e-mail, the firm's name. The longest first."""
    told = [getattr(user, "name", ""), getattr(user, "email", ""), Firm.load().name, "regulars"]
    words = {word for text in told for word in re.findall(r"\w+", text.lower()) if len(word) > 2}
    return sorted(words, key=len, reverse=True)


def estimated(password: str, own: Iterable[str]) -> Strength:
    """A long one is as hard to guess as the harder of its ends."""
    ends = {password[:LOOKED_AT], password[-LOOKED_AT:]} - {""}
    with _turn:
        return max((_estimated(end, own) for end in ends), default=Strength(0, "short"))


def _estimated(password: str, own: Iterable[str]) -> Strength:
    found = zxcvbn(password, user_inputs=list(own))
    patterns = sorted(found["sequence"], key=lambda one: len(one["token"]), reverse=True)
    main = patterns[0] if patterns else {"pattern": "bruteforce"}
    return Strength(found["score"], _why(main))


def _why(main: dict[str, Any]) -> str:
    if main["pattern"] == "dictionary":
        return {"user_inputs": "own", "passwords": "known"}.get(main["dictionary_name"], "short")
    return main["pattern"] if main["pattern"] in WHY else "short"
