"""The address of a person's own page with us: whoever has it may see, put right and stop what is theirs, without signing in."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from regulars.lib.tokens import hash_of, matches, new_token
from regulars.people.models import Merge, Person
from regulars.team.models import Member
from regulars.timeline.models import record
from regulars.trust.rights.errors import OwnLinkNotUsable

LIFETIME = timedelta(days=90)


class OwnLink(models.Model):
    """The secret itself is shown once and never kept.

    `person` is a bare number: a merge must not lead somebody to a record that holds another's data too, so a link opens
    nothing once its person, or their account, was merged or removed; a new one is made then.
    """

    person = models.BigIntegerField(db_index=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, help_text="the last time")
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["OwnLink"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.person} until {self.expires_at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def issue(cls, person: Person, *, by: Member) -> str:
        """The token of a new link; one given before opens nothing any more."""
        cls.objects.filter(person=person.pk, revoked_at=None).update(revoked_at=timezone.now())
        token, stored = new_token()
        cls.objects.create(person=person.pk, token_hash=stored, by=by, expires_at=timezone.now() + LIFETIME)
        record("trust.link_given", by=by, account_id=person.account_id, person=person.pk)
        return token

    @classmethod
    def opened_by(cls, token: str) -> tuple["OwnLink", Person]:
        """Raises OwnLinkNotUsable, the same whatever is wrong with it."""
        now = timezone.now()
        link = cls.objects.filter(token_hash=hash_of(token), revoked_at=None, expires_at__gt=now).first()
        person = Person.objects.filter(
            pk=link.person if link else 0, removed_at=None, account__removed_at=None
        )
        found = person.select_related("account").first()
        if link is None or found is None or not matches(token, link.token_hash) or link.joined(found):
            raise OwnLinkNotUsable
        return link, found

    def used(self) -> None:
        """They changed something by it; looking writes nothing, since mail programs open links by themselves."""
        OwnLink.objects.filter(pk=self.pk).update(opened_at=timezone.now())

    def joined(self, person: Person) -> bool:
        """Whether their record, or their account's, became one with another since: it may hold somebody else's by now."""
        kept = Q(kept_person=person.pk) | Q(kept_account=person.account_id)
        return Merge.objects.filter(kept, at__gt=self.at).exists()

    @classmethod
    def revoke(cls, person: Person, *, by: Member | None) -> int:
        done = cls.objects.filter(person=person.pk, revoked_at=None).update(revoked_at=timezone.now())
        if done:
            record("trust.link_revoked", by=by, account_id=person.account_id, person=person.pk)
        return done
