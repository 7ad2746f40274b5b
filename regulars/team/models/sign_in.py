"""A sign-in: on what, from where, and what of it was new."""

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from regulars.team.models.member import Member

KEPT = timedelta(days=400)
ASKED_FOR = timedelta(days=14)


class Trace(NamedTuple):
    """What a browser shows of itself. `browser` is the hash of the mark we gave it, `clock` the zone its clock is set to."""

    browser: str
    device: str
    network: str
    language: str
    clock: str
    address: str

    def is_news(self, part: str, before: list[str]) -> bool:
        """Whether that part of it is like none before. A clock that nobody told, then or now, is like every other."""
        said: str = getattr(self, part)
        if part == New.CLOCK and not (said and any(before)):
            return False
        return said not in before


class New(models.TextChoices):
    """What can be new about a sign-in, and is a trace's field."""

    BROWSER = "browser", _("another browser")
    DEVICE = "device", _("another kind of device")
    LANGUAGE = "language", _("another language")
    CLOCK = "clock", _("another time zone")
    NETWORK = "network", _("another network")


STRANGE = {New.BROWSER.value, New.DEVICE.value, New.LANGUAGE.value, New.CLOCK.value}
"""A phone is in another network every hour; on its own that says nothing. Another time zone is as near to another country as
one comes without asking anybody outside."""


class Answer(models.TextChoices):
    ME = "me", _("It was me")
    NOT_ME = "not_me", _("It was not me")


class SignInQuerySet(models.QuerySet["SignIn"]):
    def waiting(self) -> "SignInQuerySet":
        """Unlike the others, and nobody has said yet whether it was them."""
        return self.filter(is_strange=True, answer="", at__gt=timezone.now() - ASKED_FOR)

    def knows(self, browser: str, email: str) -> bool:
        """Whether whoever signs in with `email` has signed in by that browser before, and never disowned it."""
        mine = self.filter(browser=browser, member__email=email.lower())
        return bool(browser) and mine.exists() and not mine.filter(answer=Answer.NOT_ME).exists()


class SignIn(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=20)
    browser = models.CharField(max_length=64)
    device = models.CharField(max_length=60)
    network = models.CharField(max_length=50)
    language = models.CharField(max_length=20)
    clock = models.CharField(max_length=40, blank=True, db_default="")
    address = models.CharField(max_length=45)
    news = ArrayField(models.CharField(max_length=20), default=list)
    is_strange = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)

    objects: ClassVar = SignInQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="sign_in_of_member")]

    def __str__(self) -> str:
        return f"{self.device} {self.address}"

    @classmethod
    @transaction.atomic
    def note(cls, member: "Member", trace: Trace, *, how: str) -> "SignIn":
        """Compared with where this member has signed in before; the first ever is like every first, not strange."""
        before = list(cls.objects.filter(member=member).exclude(answer=Answer.NOT_ME).values(*New.values))
        news = [part for part in New.values if trace.is_news(part, [one[part] for one in before])]
        news = news if before else []
        made: SignIn = cls.objects.create(
            member=member, how=how, news=news, is_strange=bool(STRANGE & set(news)), **trace._asdict()
        )
        if made.is_strange:
            type(member).objects.filter(pk=member.pk).update(is_asked_about_sign_in=True)
        return made
