"""What files add to the pages of accounts and people: a card of the newest, and a way to attach one at the composer."""

from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from regulars.files.forms import AttachForm
from regulars.files.models import Attachment
from regulars.lib.panels import panel
from regulars.lib.printed_once import PrintedOnce
from regulars.people.models import Account, Person
from regulars.team.requests import MemberRequest

SHOWN = 6


@panel("account.right", 60)
def of_account(request: MemberRequest, account: Account) -> str:
    files = Attachment.objects.visible_to(request.member).filter(account=account)
    return card(files, reverse("account-files", args=[account.pk]))


@panel("person.right", 60)
def of_person(request: MemberRequest, person: Person) -> str:
    files = Attachment.objects.visible_to(request.member).filter(person=person)
    return card(files, reverse("person-files", args=[person.pk]))


def card(files: QuerySet[Attachment], address: str) -> str:
    """One query, however many there are."""
    found = list(files.filter(removed_at=None).order_by("-at", "-id")[: SHOWN + 1])
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
