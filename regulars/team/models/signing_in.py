"""What of a member has to do with signing in: the password, and the sessions that are bound to it."""

import unicodedata
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.crypto import salted_hmac


def normal(password: str) -> str:
    """One spelling for what looks the same, so that every keyboard types the same password: Unicode's NFKC, as NIST
    SP 800-63B asks. Nothing is cut off."""
    return unicodedata.normalize("NFKC", password)


class SigningIn(AbstractBaseUser):
    """`sessions_ended` counts how often all sessions were ended at once; `is_asked_about_sign_in`: a sign-in that was unlike
    the others waits for "that was me"; `is_password_doubted`: it was not, and the password is still the old one."""

    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    is_asked_about_sign_in = models.BooleanField(default=False, db_default=False, editable=False)
    is_password_doubted = models.BooleanField(default=False, db_default=False, editable=False)
    role: Any

    class Meta:
        abstract = True

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(None if raw_password is None else normal(raw_password))
        self.is_password_doubted = False

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(None if raw_password is None else normal(raw_password))

    def give_password(self, password: str) -> None:
        """A new one; every session ends."""
        self.set_password(password)
        self.save(update_fields=["password", "is_password_doubted"])

    def end_sessions(self) -> None:
        """Every session of this member ends now, and none comes back."""
        type(self)._default_manager.filter(pk=self.pk).update(sessions_ended=models.F("sessions_ended") + 1)
        self.refresh_from_db(fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session of this member is bound to: a new password or a new role ends them all at once."""
        bound = f"{self.password}|{self.role}"
        if self.sessions_ended:
            bound += f"|{self.sessions_ended}"
        return salted_hmac(
            "regulars.team.Member.session", bound, secret=secret, algorithm="sha256"
        ).hexdigest()
