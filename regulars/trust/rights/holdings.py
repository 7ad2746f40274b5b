"""What trust itself holds on a person: what they allowed and refused, what they asked for, and the links we gave them."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from regulars.lib.held import lines, of_account
from regulars.lib.holdings import Holding, forgets, holds
from regulars.people.identity import identity_of
from regulars.people.models import Person
from regulars.trust.hashing import digest
from regulars.trust.leaving.holding import exports_with
from regulars.trust.models import (
    Find,
    OwnLink,
    Pace,
    Permission,
    PrivateNote,
    RightsRequest,
    Sending,
    Suppression,
)


@holds(25)
def allowed(person: Person) -> Iterator[Holding]:
    permissions = Permission.objects.filter(person=person.pk).select_related("wording").order_by("at", "pk")
    columns = {
        _("When"): "at",
        _("What for"): "purpose",
        _("You allowed it"): "given",
        _("For"): "data",
        _("How you said so"): "how",
        _("Where that can be seen"): "evidence",
        _("Until"): "until",
        _("You were told: how it is used"): "wording.used",
        _("how it is shared"): "wording.shared",
        _("how it is secured"): "wording.secured",
    }
    yield Holding(_("What you allowed and refused"), lines(permissions, columns))
    digests = [digest(address) for address in identity_of(person).addresses]
    stopped = Suppression.objects.filter(digest__in=digests).order_by("at")
    columns = {
        _("When"): "at",
        _("Kind"): "means",
        _("Why"): "why",
        _("Allowed again on"): "lifted_at",
        _("Because"): "lifted_why",
    }
    yield Holding(_("Addresses of yours we write to no more"), lines(stopped, columns))


@holds(27)
def paced(person: Person) -> Iterator[Holding]:
    paces = Pace.objects.filter(person=person.pk)
    yield Holding(
        _("How often you want to hear from us"), lines(paces, {_("At most"): "most", _("Since"): "at"})
    )
    sendings = Sending.objects.filter(person=person.pk).order_by("at")
    columns = {
        _("Meant for"): "at",
        _("What"): "sender",
        _("To your"): "datum",
        _("What for"): "purpose",
        _("Begun"): "begun_at",
        _("Given up"): "given_up_at",
        _("For"): "given_up_for",
    }
    yield Holding(_("Messages to many, you among them"), lines(sendings, columns))


@holds(92)
def requested(person: Person) -> Iterator[Holding]:
    asked = RightsRequest.objects.filter(number=person.pk).select_related("settled_by").order_by("at", "pk")
    columns = {
        _("Asked on"): "asked_on",
        _("By the name of"): "whose",
        _("What for"): "asked",
        _("In your words"): "words",
        _("How we knew it was you"): "known",
        _("Due"): "due",
        _("Made longer on"): "extended_on",
        _("Because"): "extended_why",
        _("State"): "state",
        _("What was done"): "outcome",
        _("By"): "settled_by",
    }
    yield Holding(_("What you asked us about your data"), lines(asked, columns))
    links = OwnLink.objects.filter(person=person.pk).order_by("at")
    columns = {
        _("Made on"): "at",
        _("Runs out"): "expires_at",
        _("Last used"): "opened_at",
        _("Taken back"): "revoked_at",
    }
    yield Holding(_("Links to your own page"), lines(links, columns))


@holds(94)
def left(person: Person) -> Iterator[Holding]:
    columns = {
        _("When"): "at",
        _("Who of us"): "member",
        _("What"): "what",
        _("Of whom, as it was asked for"): "said",
        _("Rows"): "rows",
        _("Why"): "why",
    }
    yield Holding(_("Files that left our house with you in them"), lines(exports_with(person), columns))


@holds(77)
def private(person: Person) -> Iterator[Holding]:
    columns = {_("About"): "kind", _("Note"): "words", _("Kept until"): "until", _("Noted on"): "at"}
    notes = PrivateNote.objects.filter(of_account(person)).order_by("at")
    yield Holding(_("Notes kept among few"), lines(notes, columns))


@forgets(77)
def notes(person: Person) -> dict[str, int]:
    """Permissions go with their person."""
    return {
        "private notes": PrivateNote.objects.filter(of_account(person)).delete()[0],
        "finds": Find.objects.filter(of_account(person)).delete()[0],
        "links": OwnLink.objects.filter(Q(person=person.pk)).delete()[0],
    }
