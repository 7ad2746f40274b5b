"""A form with a page of its own, or only the form where a card of another page asks for it."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from regulars.team.requests import MemberRequest


def form_page(request: MemberRequest, form: forms.BaseForm, **words: str) -> HttpResponse:
    """`words`: title, address (where the form goes), back (where 'Not now' leads), and lede if there is more to say.

    422 when the form was sent and is not right yet.
    """
    template = "people/_form.html" if request.htmx else "people/form.html"
    shown = words | {"form": form}
    response = render(request, template, shown, status=422 if form.is_bound else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response
