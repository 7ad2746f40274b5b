"""Whatever a member is about to store is looked at first: the one place between every form there is, or will be, and its view.

What holds more than the job needs is not stored yet: the person reads why, and keeps the smaller form with one click. What
else they wrote goes along, so that nothing is lost.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from regulars.fields.models import CustomField
from regulars.people.phones import dialled_from
from regulars.team.requests import MemberRequest
from regulars.timeline.models import record
from regulars.trust.facts.asking_for import Smaller, asked_for
from regulars.trust.facts.finding import Found, What
from regulars.trust.facts.looking import DIGITS, look, smaller, too_much
from regulars.trust.facts.saying import why
from regulars.trust.models import HoldingRules

CARRIED = {"csrfmiddlewaretoken", "was", "once", "next"}
"""What a form carries and nobody typed."""
WHOLE = "keep_whole"
MAKING = "field-new"
OWN = re.compile(r"^(?:custom[._])?(f\d+(?:v\d+)?)$")
MONTH_FIRST = {"US", "PH", "FM", "BZ"}


class Caught(NamedTuple):
    """`name` and `text` are what came; `offered` is the smaller form of it."""

    name: str
    text: str
    offered: str
    whats: list[What]


class SmallestFactMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: MemberRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not looked_at(request, view):
            return None
        caught = list(found_in(request, str(kwargs.get("field", ""))))
        asked = [one for one in caught if one.offered != one.text]
        if len(asked) < len(caught):
            messages.info(request, _("There is a bank account number in it. It is kept as you wrote it."))
        page = str(request.resolver_match.view_name) if request.resolver_match else ""
        fields = list(asked_for(request.POST.dict())) if page == MAKING else []
        whats = {what for one in asked for what in one.whats} | {one.what for one in fields}
        if not whats:
            return None
        may = HoldingRules.load().allow(whats)
        if may and WHOLE in request.POST:
            record("trust.kept_whole", by=request.member, whats=sorted(whats), page=page)
            return None
        return told(request, asked, fields, may=may)


def looked_at(request: MemberRequest, view: Any) -> bool:
    """What a member posts into a view of ours, but for their own sign-in and files that are read in parts."""
    if request.method != "POST" or not request.user.is_authenticated or view.__dict__.get("door") is None:
        return False
    large = (
        request.path.startswith(tuple(settings.LARGE_BODIES))
        and request.content_type == "multipart/form-data"
    )
    return not large and not view.__module__.startswith("regulars.team.")


def found_in(request: MemberRequest, fact: str) -> Iterator[Caught]:
    """`fact`: the fact that the address names, which is what `value` is about."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in CARRIED
        for value in values
        if DIGITS.search(value)
    ]
    labels = labels_of([*(name for name, _value in typed), fact]) if typed else {}
    month_first = bool(typed) and dialled_from(request.firm) in MONTH_FIRST
    for name, value in typed:
        label = labels.get(own_key(fact if name == "value" and fact else name), "")
        found = look(value, label, today=timezone.localdate(), month_first=month_first)
        if found:
            yield Caught(name, value, smaller(value, found), whats_of(found))


def whats_of(found: list[Found]) -> list[What]:
    return sorted({one.what for one in too_much(found)})


def own_key(name: str) -> str:
    match = OWN.match(name)
    return match[1] if match else name


def labels_of(names: list[str]) -> dict[str, str]:
    """What the firm's own fields among `names` are called, by the key or the name a form calls them."""
    keys = {own_key(name) for name in names if OWN.match(name)}
    if not keys:
        return {}
    ids = [int(key[1:]) for key in keys if key[1:].isdigit() and len(key) < 19]
    known = CustomField.objects.filter(key__in=keys) | CustomField.objects.filter(pk__in=ids)
    return {key: field.label for field in known for key in (field.key, field.name)}


def told(request: MemberRequest, caught: list[Caught], fields: list[Smaller], *, may: bool) -> HttpResponse:
    """The question, with everything that was typed. `fields`: what a field that is being made would ask for instead."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    skipped = {"csrfmiddlewaretoken", WHOLE}
    theirs = {(one.name, one.text) for one in caught}
    instead = {name: value for one in fields for name, value in one.sent.items()}
    others = [pair for pair in pairs if pair not in theirs and pair[0] not in {*skipped, *instead}]
    shown = {
        "caught": caught,
        "sentences": [why(what) for what in sorted({what for one in caught for what in one.whats})],
        "others": [*others, *instead.items()],
        "fields": fields,
        "pairs": [pair for pair in pairs if pair[0] not in skipped],
        "may": may,
        "has_card": What.CARD
        in {what for one in caught for what in one.whats} | {one.what for one in fields},
        "back": came_from(request),
    }
    page = (
        "_caught" if request.htmx else "caught"
    )  # a whole page where a part was asked for would be fetched again
    answer = render(request, f"trust/facts/{page}.html", shown, status=422)
    if request.htmx:
        answer["HX-Retarget"], answer["HX-Push-Url"] = "#main", "false"
        answer["HX-Reswap"] = "innerHTML show:window:top"
    return answer


def came_from(request: MemberRequest) -> str:
    """The page the form is on; Today where nobody says."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/"
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else "/"
