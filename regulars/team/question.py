"""The page that asks once more who it is, with what they had typed in it."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from regulars.team.forms.sign_in import ConfirmCodeForm, ConfirmForm, PasskeyAgainForm
from regulars.team.single_sign_on import house, is_set_up

PREFIX = "confirm"
# The sign-in library's name of a way → the field in which it is answered, and its form.
WAYS: dict[str, tuple[str, Any]] = {
    "reauthenticate": ("password", ConfirmForm),
    "mfa_reauthenticate": ("code", ConfirmCodeForm),
    "mfa_reauthenticate:webauthn": ("credential", PasskeyAgainForm),
}


class Question:
    """`forms`: by their field, the ways in which this member can answer. Each carries what was answered, if it was."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.trouble = ""
        offered = {way["id"] for way in get_adapter().get_reauthentication_methods(request.user)}
        self.forms = {field: self._form(field, form) for way, (field, form) in WAYS.items() if way in offered}

    def _form(self, field: str, form: Any) -> Any:
        answer = self.request.POST.get(f"{PREFIX}-{field}")
        given = (
            self.request.POST if answer not in {None, "", "null"} else None
        )  # null: a passkey not asked for
        return form(given, user=self.request.user, prefix=PREFIX, use_required_attribute=False)

    def is_answered(self) -> bool:
        """Each try counts against this member's share of tries; a right one counts for ten minutes."""
        form = next((one for one in self.forms.values() if one.is_bound), None)
        if form is None:
            return False
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.request.user):
            self.trouble = get_adapter().error_messages["rate_limited"]
            return False
        if not form.is_valid():
            self.trouble = " ".join(form.errors.get("credential", []))  # the others say it beside their field
            return False
        if isinstance(form, ConfirmForm):
            reauthenticate_by_password(self.request)
        else:
            form.save()
        return True

    def rest(self) -> QueryDict:
        """What was sent, without the answers."""
        kept: QueryDict = self.request.POST.copy()
        for name in [name for name in kept if name.startswith(f"{PREFIX}-")]:
            del kept[name]
        kept._mutable = False
        return kept

    def page(self) -> HttpResponse:
        """422: nothing was done. Under htmx the whole page, where scripts do not run: a passkey is a page further there."""
        request, rest = self.request, self.rest()
        htmx = bool(getattr(request, "htmx", None))
        came_from = back(request)
        shown = {
            "action": request.get_full_path(),
            "rest": [
                (name, value)
                for name in rest
                if name != "csrfmiddlewaretoken"
                for value in rest.getlist(name)
            ],
            "ways": self.forms,
            "trouble": self.trouble,
            "back": came_from,
            "house": self._house(),
            "passkey": "" if htmx else self._challenge(),
            "passkey_page": f"{reverse('mfa_reauthenticate_webauthn')}?{urlencode({'next': came_from})}",
        }
        answer = render(request, "team/confirming.html", shown, status=422)
        if htmx:
            answer["HX-Retarget"], answer["HX-Reswap"] = "body", "innerHTML"
        return answer

    def _house(self) -> str:
        """The name of the other house, for whom it knows."""
        if not is_set_up():
            return ""
        kept = SocialAccount.objects.filter(user=self.request.user, provider=house().provider_id)
        return house().name if kept.exists() else ""

    def _challenge(self) -> dict[str, Any] | str:
        if "credential" not in self.forms:
            return ""
        return {"request_options": begin_authentication(self.request.user)}


def back(request: Any) -> str:
    """The page they were on, if it was one of ours; else Today."""
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(came)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("today")
