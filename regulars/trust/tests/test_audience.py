"""Who every text is for, and that pages of theirs hold nothing that is for us: whatever stands in our fields, none of it shows."""

from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse

from regulars.fields.models import Audience
from regulars.fields.tests.made import field
from regulars.people.models import Account
from regulars.trust.audience.facing import NotFacing, customer_facing, facing_fields
from regulars.trust.audience.table import MACHINE, OWN, TABLE
from regulars.trust.models import OwnLink, RightsRequest
from tests.canaries import Canaries, everything, ours, written
from tests.cast import Cast
from tests.house.source import ROOT
from tests.routes import routes

LEAK, SEEN = "zqleak", "zqseen"
FOLDER = "yours"
"""A template in a folder of this name is a page, a letter or a document of theirs."""


def texts(model: type[models.Model]) -> set[str]:
    """Fields that hold words: lines, longer texts, and whatever JSON may hold."""
    rest = {one.name for one in model._meta.concrete_fields if isinstance(one, models.JSONField)}
    return {one.name for one in written(model)} | rest


def theirs() -> list[str]:
    """The names of all templates of theirs."""
    found: list[Path] = [
        path for path in (ROOT / "regulars").rglob("templates/**/*.html") if path.parent.name == FOLDER
    ]
    return sorted(str(path).split("/templates/")[1] for path in found)


@pytest.mark.covers("V16")
@pytest.mark.parametrize("model", ours(), ids=[model._meta.label for model in ours()])
def test_every_text_says_who_it_is_for(model: type[models.Model]) -> None:
    missing = texts(model) - set(TABLE.get(model._meta.label, {}))
    assert not missing, f"say in trust/audience/table.py who {model._meta.label} {sorted(missing)} are for"


def test_what_the_table_names_is_there() -> None:
    known = {model._meta.label: {one.name for one in model._meta.concrete_fields} for model in ours()}
    assert {label: names for label in TABLE if (names := set(TABLE[label]) - known.get(label, set()))} == {}
    audiences = {audience for names in TABLE.values() for audience in names.values()}
    assert audiences <= {*Audience.values, MACHINE, OWN}


@pytest.mark.covers("V16")
def test_notes_reasons_and_margins_are_never_theirs() -> None:
    ours_alone = ("note", "reason", "words", "worth", "value_", "origin", "persona", "came_by", "evidence")
    allowed = {("trust.RightsRequest", "words")}
    facing = {(label, name) for label in TABLE for name in facing_fields(label)}
    assert {pair for pair in facing if pair[1].startswith(ours_alone)} <= allowed
    assert not [
        label for label, _name in facing if label.startswith(("care.", "retention.", "imports.", "today."))
    ]


@pytest.mark.covers("V16")
def test_of_a_record_only_what_is_theirs_can_be_reached(cast: Cast) -> None:
    open_one = field("text", "Flour", audience=Audience.CUSTOMERS)
    shut = field("text", "Margin")
    Account.objects.filter(pk=cast.harbour.pk).update(
        persona="difficult", custom={open_one.key: "rye", shut.key: "12%"}
    )
    cast.harbour.refresh_from_db()
    shown = customer_facing(cast.harbour)
    assert dict(shown) == {"name": "Harbour Bakery", "country": "", "own": {"Flour": "rye"}}
    with pytest.raises(NotFacing, match="persona"):
        _gone = shown["persona"]
    assert customer_facing(cast.firm)["name"] == "Fern & Flour"


def poisoned(cast: Cast) -> Canaries:
    """One of every record about Harbour Bakery: our own fields hold one mark, those that are theirs another."""
    made = everything(cast.harbour, cast.dana, LEAK)
    for model, record in made.made.items():
        _clean(model, record)
    for record in (made.about, made.person):
        _clean(type(record), record)
    return made


def _clean(model: type[models.Model], record: Any) -> None:
    names = [one.name for one in written(model) if one.name in facing_fields(model._meta.label)]
    if names and model._meta.label != "trust.Wording":  # which is never changed
        said = {name: str(getattr(record, name)).replace(LEAK, SEEN) for name in names}
        model._base_manager.filter(pk=record.pk).update(**said)


@pytest.mark.covers("V16", "V14")
@pytest.mark.attack("B15")
def test_no_page_of_theirs_shows_anything_of_ours(cast: Cast) -> None:
    made = poisoned(cast)
    RightsRequest.objects.update(file="")
    token = OwnLink.issue(made.person, by=cast.dana)
    client, rendered, pages = Client(raise_request_exception=True), set[str](), list[str]()

    def note(template: Any, **_more: Any) -> None:
        rendered.add(str(template.name or ""))

    template_rendered.connect(note)
    try:
        for name, view in routes():
            if ".yours." not in view.__module__:
                continue
            arguments = (
                {"token": token}
                | ({"pk": 7} if "taken" in name else {})
                | ({"end": "pdf"} if "file" in name else {})
            )
            for answer in (
                client.get(reverse(name, kwargs=arguments)),
                client.post(reverse(name, kwargs=arguments)),
            ):
                pages.append(answer.content.decode(errors="replace"))
            token = OwnLink.issue(made.person, by=cast.dana)
        pages.append(client.get(reverse("own-page", args=["none"])).content.decode())
    finally:
        template_rendered.disconnect(note)
    assert not [page for page in pages if LEAK in page.lower()]
    assert SEEN in pages[0].lower()
    assert set(theirs()) - rendered == set(), "a page of theirs that this test did not see"
