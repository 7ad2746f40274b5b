"""The shell around every page, and the pages for when something is not right."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.defaults import bad_request, page_not_found, permission_denied, server_error

from regulars.lib.errors import BadInput
from regulars.team.doors import public
from regulars.web.templatetags.nav import behaviours
from tests.cast import Cast

WEB = Path(__file__).resolve().parents[1]
SIDE_EFFECTS = re.compile(r"\son\w+\s*=|\sstyle\s*=|javascript:", re.IGNORECASE)


@public
def refuses(request: HttpRequest) -> Any:
    raise BadInput("Row 7 has no date. Write it as 2026-11-21.")


@public
def breaks(request: HttpRequest) -> Any:
    secret = "the database password is swordfish"
    raise RuntimeError(secret)


SHELL = ("today", "find", "find-answers", "find-visits", "account_logout")  # what every page links to
urlpatterns = [
    path("refuses/", refuses),
    path("breaks/", breaks),
    *[path("", refuses, name=name) for name in SHELL],
]


def test_the_shell_offers_only_what_exists_and_marks_where_one_is(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get("/settings/").content.decode()
    offered = re.findall(
        r'<a href="([^"]+)"\s*(aria-current="page")?', page.split('<nav class="nav"')[1].split("</nav>")[0]
    )
    assert ("/settings/", 'aria-current="page"') in offered
    assert [current for _path, current in offered].count('aria-current="page"') == 1
    for there, _current in offered:
        assert as_dana.get(there, follow=True).status_code == 200


def test_the_navigation_calls_customers_what_the_firm_calls_them(cast: Cast, as_dana: Client) -> None:
    cast.firm.change({"word_customers": "guests"}, by=cast.dana)
    assert "<span>Guests</span>" in as_dana.get("/settings/").content.decode()


def test_the_search_field_is_a_plain_form_that_works_without_scripts(as_dana: Client) -> None:
    page = as_dana.get("/settings/").content.decode()
    form = re.search(r"<form class=\"find\".*?</form>", page, re.DOTALL)
    assert form
    assert 'action="/find/"' in form[0]
    assert 'name="q"' in form[0]


def test_every_behaviour_and_stylesheet_named_is_there() -> None:
    for named in [*behaviours(), "css/regulars.css", "django_htmx/htmx-2.min.js", "icon.svg"]:
        assert finders.find(named), named


@pytest.mark.parametrize("file", sorted((WEB / "static" / "js").rglob("*.js")), ids=lambda file: file.name)
def test_a_behaviour_says_what_it_does_stays_short_and_writes_no_html(file: Path) -> None:
    text = file.read_text()
    assert text.startswith("/*")
    assert len(text.splitlines()) <= 120
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )


@pytest.mark.attack("D13")
@pytest.mark.parametrize(
    "template", sorted(WEB.parent.rglob("templates/**/*.html")), ids=lambda file: file.name
)
def test_no_template_needs_what_the_content_policy_forbids(template: Path) -> None:
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", template.read_text(), flags=re.DOTALL)
    assert not SIDE_EFFECTS.search(text)
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        assert not body.strip() or "application/json" in attributes


@pytest.mark.attack("D13", "A12")
def test_every_answer_carries_the_headers_that_keep_strangers_scripts_out(client: Client, db: Any) -> None:
    answer = client.get("/sign-in/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.attack("K2")
@override_settings(ROOT_URLCONF="regulars.web.tests.test_shell")
def test_a_bug_says_nothing_internal(db: Any) -> None:
    answer = Client(raise_request_exception=False).get("/breaks/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "Something broke on our side" in page
    assert not re.search(r"swordfish|RuntimeError|Traceback|/regulars/|settings", page)


@pytest.mark.attack("K2")
def test_outside_development_debug_is_off() -> None:
    assert settings.DEBUG is False
    assert not {"debug_toolbar", "django.contrib.admin"} & set(settings.INSTALLED_APPS)


@override_settings(ROOT_URLCONF="regulars.web.tests.test_shell")
def test_a_refusal_is_a_page_with_its_sentence_and_status(db: Any) -> None:
    answer = Client().get("/refuses/")
    assert answer.status_code == 422
    assert "Row 7 has no date. Write it as 2026-11-21." in answer.content.decode()


@override_settings(ROOT_URLCONF="regulars.web.tests.test_shell")
def test_asked_by_a_part_of_a_page_a_refusal_is_a_toast(db: Any) -> None:
    answer = Client().get("/refuses/", headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#toasts", "beforeend")
    assert answer.content.decode().lstrip().startswith('<div class="toast error"')


def test_a_page_that_is_not_there_looks_the_same_signed_in_or_not(as_dana: Client, client: Client) -> None:
    for browser in (as_dana, client):
        answer = browser.get("/nowhere/<script>alert(1)</script>/")
        assert answer.status_code == 404
        assert "There is nothing here" in answer.content.decode()
        assert "alert(1)" not in answer.content.decode()
    assert 'class="nav"' in as_dana.get("/nowhere/").content.decode()


def test_every_error_page_renders_even_where_nothing_else_works(db: Any) -> None:
    request = RequestFactory().get("/")
    error = Exception("swordfish")
    answers = [
        bad_request(request, error),
        permission_denied(request, error),
        page_not_found(request, error),
        server_error(request),
    ]
    assert [answer.status_code for answer in answers] == [400, 403, 404, 500]
    for answer in answers:
        assert b"<h1>" in answer.content
        assert b"swordfish" not in answer.content


def test_a_message_is_text_never_markup() -> None:
    toast = render_to_string("_toast.html", {"sentence": "<b>Ines</b> & co", "tone": "success"})
    assert "&lt;b&gt;Ines&lt;/b&gt; &amp; co" in toast
