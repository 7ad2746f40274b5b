"""Who may enter a view. Every view wears one of these; a house lint asks for it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed
from regulars.team.models import Kind as Records
from regulars.team.models import Member, Right, Role, Scope
from regulars.team.requests import MemberRequest

Rest = ParamSpec("Rest")
MemberView = Callable[Concatenate[MemberRequest, Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

READING = {"GET", "HEAD", "OPTIONS"}


def members(
    write: str = Role.MEMBER, read: str = Role.READ_ONLY, right: str = "", changes: str = ""
) -> Callable[[MemberView[Rest]], View[Rest]]:
    """Signed-in members only; `read` and `write` are the least roles for safe and for changing methods, `right` what the
    table of roles has to allow besides.

    Anonymous → sign-in page; too low a role, or without the right → NotAllowed (403). A request that changes something,
    and the form it comes from, reaches only what the member may change: `visible_to` is that narrow then. `changes` is the
    kind of record whose line of the table says how far; without it, each kind's own. What is seen but not to be changed is
    refused with its rule (403); what is not seen stays a 404.
    """

    def wrap(view: MemberView[Rest]) -> View[Rest]:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            reading = request.method in READING
            needed = read if reading else write
            _let_in(request.user, needed, right, reading)
            asked = cast(MemberRequest, request)
            if needed == Role.READ_ONLY or (reading and needed != Role.MEMBER):
                return view(asked, *args, **kwargs)
            seen, request.user.access = request.user.access, request.user.access.for_writing(changes)
            try:
                return view(asked, *args, **kwargs)
            except Http404:
                if _only_seen(asked, seen, kwargs):
                    raise only_seen(request.user, changes) from None
                raise

        entered.__dict__["door"], entered.__dict__["right"] = (read, write), right
        return cast(View[Rest], entered)

    return wrap


def _let_in(member: Member, needed: str, right: str, reading: bool) -> None:
    if not member.holds(needed):
        raise NotAllowed(
            _("Your role does not open this page. Ask the owner to change your role.")
            if reading
            else _("Your role may look at this but not change it. Ask the owner to change your role.")
        )
    if right:
        ask_for(right, member)


def ask_for(right: str, member: Member) -> None:
    """For a view that needs one right more than its door names."""
    if not member.may(right):
        raise lacking(right)


def _only_seen(request: MemberRequest, seen: Any, named: Mapping[str, Any]) -> bool:
    """Whether the records this request named are all seen by its member, and some not to be changed."""
    member, model = request.member, request.member.looked_up
    ids = {named["pk"]} if "pk" in named else {value for value in named.values() if isinstance(value, int)}
    ids = ids or {
        int(pk) for pk in request.POST.getlist("id") if pk.isascii() and pk.isdigit() and len(pk) < 19
    }
    if model is None or not ids:
        return False
    changed = model.objects.visible_to(member).filter(pk__in=ids).count()
    member.access = seen
    return bool(changed < model.objects.visible_to(member).filter(pk__in=ids).count() == len(ids))


def lacking(right: str) -> NotAllowed:
    """Named by its column in the table, and who can allow it."""
    said = _("Your role does not allow this: %(right)s. %(owners)s can allow it under Settings, Roles.")
    return NotAllowed(said % {"right": Right(right).label, "owners": owners()}, right=right)


def only_seen(member: Member, kind: str) -> NotAllowed:
    """What is seen but may not be changed."""
    rules = {
        Scope.NONE: _("your role changes none of these"),
        Scope.OWN: _("your role changes only what you look after"),
        Scope.TEAM: _("your role changes only what your team looks after"),
    }
    rule = rules.get(
        Scope(member.access.edit[kind or Records.ACCOUNTS]), _("your role does not change all of these")
    )
    said = _(
        "You may look at this but not change it: %(rule)s. %(owners)s can allow it under Settings, Roles."
    )
    return NotAllowed(said % {"rule": rule, "owners": owners()}, rule="scope")


def owners() -> str:
    """By name: whom to ask."""
    return _(" or ").join(str(owner) for owner in Member.objects.owners()[:3])


def public(view: View[Rest]) -> View[Rest]:
    """Said out loud: anyone may call this view."""
    view.__dict__["door"] = None
    return view
