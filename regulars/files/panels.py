"""What files add to the pages of accounts and people: a card of the newest, and a way to attach one at the composer."""

from functools import partial

from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.files.forms import AttachForm
from regulars.files.models import Attachment
from regulars.lib.panels import panel
from regulars.lib.printed_once import PrintedOnce
from regulars.lib.statements import NUMBERS, Statement
from regulars.people.models import Account, Person
from regulars.people.models.sight import shows
from regulars.team.models import Kind, Member
from regulars.team.requests import MemberRequest

SHOWN = 6


def newest(column: str, pk: int) -> QuerySet[Attachment]:
    """One query, however many there are, and one more than are shown."""
    standing = Attachment.objects.filter(account__removed_at=None).standing().filter(**{column: pk})
    return standing.order_by("-at", "-id")[: SHOWN + 1]


OF_ACCOUNT = Statement(partial(newest, "account"), pk=NUMBERS)
OF_PERSON = Statement(partial(newest, "person"), pk=NUMBERS)


@panel("account.right", 60)
def of_account(request: MemberRequest, account: Account) -> str:
    found = OF_ACCOUNT(pk=account.pk) if shows(request.member, account, Kind.FILES) else []
    return card(found, reverse("account-files", args=[account.pk]))


@panel("person.right", 60)
def of_person(request: MemberRequest, person: Person) -> str:
    found = OF_PERSON(pk=person.pk) if shows(request.member, person.account, Kind.FILES) else []
    return card(found, reverse("person-files", args=[person.pk]))


def card(found: list[Attachment], address: str) -> str:
    if not found:
        return ""
    shown = {"files": found[:SHOWN], "more": len(found) > SHOWN, "address": address}
    return render_to_string("files/_card.html", shown)


@panel("account.compose", 40)
def at_the_composer(request: MemberRequest, account: Account) -> str:
    return attach_form(request, reverse("account-files", args=[account.pk]))


@panel("person.compose", 40)
def at_the_person(request: MemberRequest, person: Person) -> str:
    return attach_form(request, reverse("person-files", args=[person.pk]))


def attach_form(request: MemberRequest, address: str) -> str:
    if not request.member.may_write:
        return ""
    return ATTACH(address=address, token=get_token(request))


def folded(*, address: str, token: str) -> str:
    shown = {"form": AttachForm(), "address": address, "folded": True, "csrf_token": token}
    return render_to_string("files/_attach.html", shown)


ATTACH = PrintedOnce(folded, "address", "token")


@panel("member.sight", 40)
def seen(request: MemberRequest, member: Member) -> str:
    """How many of all that colleague sees."""
    of_all = Attachment.objects.filter(account__removed_at=None, removed_at=None)
    seen = of_all.filter(pk__in=Attachment.objects.visible_to(member).values("pk"))
    shown = {"label": _("Files"), "seen": seen.count(), "whole": of_all.count()}
    return render_to_string("team/_seen.html", shown)
