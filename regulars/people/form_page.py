"""A form with a page of its own, or only the form where a card of another page asks for it."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from regulars.lib.panels import rendered
from regulars.team.requests import MemberRequest


def form_page(
    request: MemberRequest,
    form: forms.BaseForm,
    warnings: Sequence[str] = (),
    *,
    status: int = 0,
    **words: str,
) -> HttpResponse:
    """`words`: title, address (where the form goes), back (where 'Not now' leads), and lede if there is more to say.

    422 when the form was sent and is not right yet, or `status`. `warnings` are what to look at before saving it anyway;
    apps say beside it (`form.told`) what becomes of what is typed.
    """
    template = "people/_form.html" if request.htmx else "people/form.html"
    told = rendered("form.told", request, form)
    shown = {**words, "form": form, "warnings": warnings, "told": told}
    response = render(request, template, shown, status=status or (422 if form.is_bound else 200))
    patch_vary_headers(response, ["HX-Request"])
    return response


def warned(place: str, request: MemberRequest, form: forms.Form) -> list[str]:
    """What apps have to say about a right form before it is saved; nothing once somebody was `sure`."""
    if not form.is_bound or not form.is_valid() or form.cleaned_data["sure"]:
        return []
    found = rendered(place, request, form.cleaned_data)
    if found:
        fill(form, "sure", "on")
    return found


def fill(form: forms.Form, name: str, value: str) -> None:
    """Show `value` in a form that was sent, in place of what was sent."""
    sent = form.data.copy()  # type: ignore[attr-defined] # a sent form holds a QueryDict
    sent[name] = value
    form.data = sent
