"""Tags on accounts and people, and the page of the tags themselves."""

from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.lib.errors import BadInput
from regulars.people.account_page import open_account
from regulars.people.models import Account, Tag
from regulars.people.person_page import open_person
from regulars.people.tagging import add_tag, archive_tag, bring_back_tag, change_tag, join_tags, remove_tag
from regulars.people.tagging.forms import JoinForm, TagForm
from regulars.people.tagging.panels import tags_card
from regulars.people.tagging.tagged import Tagged
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event

SUGGESTED = 300
MANY = 1000


@members()
@require_POST
def account_tags(request: MemberRequest, pk: int) -> HttpResponse:
    account = open_account(request, pk)
    return _added(request, account)


@members()
@require_POST
def person_tags(request: MemberRequest, pk: int) -> HttpResponse:
    return _added(request, open_person(request, pk))


@members()
@require_POST
def account_tag_removed(request: MemberRequest, pk: int, tag_pk: int) -> HttpResponse:
    return _removed(request, open_account(request, pk), tag_pk)


@members()
@require_POST
def person_tag_removed(request: MemberRequest, pk: int, tag_pk: int) -> HttpResponse:
    return _removed(request, open_person(request, pk), tag_pk)


def _added(request: MemberRequest, tagged: Tagged) -> HttpResponse:
    typed = request.POST.get("name", "")
    try:
        event = add_tag(tagged, typed, by=request.member)
    except BadInput as refusal:
        if not request.htmx:
            raise
        return HttpResponse(tags_card(request, tagged, problem=str(refusal), typed=typed), status=422)
    return _answer(request, tagged, event, _("Tagged."))


def _removed(request: MemberRequest, tagged: Tagged, tag_pk: int) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.in_use(), pk=tag_pk)
    return _answer(request, tagged, remove_tag(tagged, tag, by=request.member), _("The tag is off."))


def _answer(request: MemberRequest, tagged: Tagged, event: Event | None, said: str) -> HttpResponse:
    """The card as it is now with the way back in a toast, or the page it stands on."""
    undo = reverse("undo", args=[event.pk]) if event else ""
    if request.htmx:
        return HttpResponse(
            tags_card(request, tagged, sentence=said if event else "", undo=undo, focus=True, changed=True)
        )
    if event:
        messages.success(request, said, extra_tags=undo)
    return redirect("account" if isinstance(tagged, Account) else "person", tagged.pk)


@members()
@require_safe
def tags_suggested(request: MemberRequest) -> HttpResponse:
    names = Tag.objects.in_use().order_by("folded").values_list("name", flat=True)[:SUGGESTED]
    return render(request, "people/tags/_suggested.html", {"names": names})


def counted() -> dict[int, int]:
    """How many have each tag, counted to a thousand: exactness beyond that is worth no second of waiting."""
    sql = """
        SELECT tag.id,
            (SELECT count(*) FROM (SELECT 1 FROM people_accounttag WHERE tag_id = tag.id LIMIT %(many)s) AS a)
          + (SELECT count(*) FROM (SELECT 1 FROM people_persontag WHERE tag_id = tag.id LIMIT %(many)s) AS p)
        FROM people_tag AS tag
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, {"many": MANY + 1})
        return dict(cursor.fetchall())


@members(read=Role.MANAGER)
@require_safe
def tags(request: MemberRequest) -> HttpResponse:
    numbers = counted()
    every = [
        (tag, numbers.get(tag.pk, 0)) for tag in Tag.objects.order_by("folded")
    ]  # the door lets managers in only
    shown: dict[str, Any] = {
        "tags": [(tag, min(number, MANY), number > MANY) for tag, number in every if not tag.archived_at],
        "archived": [tag for tag, _number in every if tag.archived_at],
    }
    return render(request, "people/tags/tags.html", shown)


@members(read=Role.MANAGER, write=Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def tag(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Tag, pk=pk)  # the door lets managers in only, who keep all of them
    now = {"name": found.name, "colour": found.colour}
    form = TagForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            event = change_tag(found, by=request.member, **form.cleaned_data)
        except BadInput as refusal:
            form.refused(refusal)
        else:
            _told(request, event, _("Saved."))
            return redirect("tags")
    shown = {"tag": found, "form": form, "join": JoinForm(None, found)}
    return render(request, "people/tags/tag.html", shown, status=422 if form.is_bound else 200)


def _told(request: MemberRequest, event: Event | None, said: str) -> None:
    if event:
        messages.success(request, said, extra_tags=reverse("undo", args=[event.pk]))


@members(write=Role.MANAGER)
@require_POST
def tag_joined(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Tag, pk=pk)  # the door lets managers in only, who keep all of them
    form = JoinForm(request.POST, found)
    if not form.is_valid():
        raise BadInput(_("Choose the tag it shall be joined into."))
    event = join_tags(found, form.cleaned_data["into"], by=request.member)
    _told(request, event, _("“%(name)s” is joined into “%(into_name)s”.") % event.data)
    return redirect("tags")


@members(write=Role.MANAGER)
@require_POST
def tag_archived(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Tag, pk=pk)  # the door lets managers in only, who keep all of them
    said = _("“%(name)s” is put away. Whoever has it keeps it, out of sight.") % {"name": found.name}
    _told(request, archive_tag(found, by=request.member), said)
    return redirect("tags")


@members(write=Role.MANAGER)
@require_POST
def tag_brought_back(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Tag, pk=pk)  # the door lets managers in only, who keep all of them
    bring_back_tag(found, by=request.member)
    return redirect("tags")
