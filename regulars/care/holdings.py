"""What was noted to care for a person: wishes, goals, mishaps, advice, and what we thought of it all."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.models import (
    Advice,
    AdviceAnswer,
    AskedFirst,
    Dependency,
    Drill,
    EmpathyFlag,
    Goal,
    Incident,
    OriginAsked,
    ProtectionSheet,
    Review,
    Rival,
    SaidMeant,
    Wish,
)
from regulars.lib.held import by_field, lines, of_account, theirs
from regulars.lib.holdings import Holding, forgets, holds


class Chapter(NamedTuple):
    model: type[Model]
    title: str | Promise
    fields: tuple[str, ...]


CHAPTERS = [
    Chapter(Wish, gettext_lazy("What you wished for"), ("words", "heard_on", "need", "outcome")),
    Chapter(
        SaidMeant,
        gettext_lazy("What you said, and what you meant"),
        ("said", "asked", "meant", "heard_on", "need"),
    ),
    Chapter(Goal, gettext_lazy("What we both want"), ("side", "words", "set_on", "need", "outcome")),
    Chapter(AskedFirst, gettext_lazy("What you had to ask us for"), ("wanted", "words", "asked_on")),
    Chapter(Incident, gettext_lazy("What we did wrong"), ("words", "happened_on", "mended")),
    Chapter(EmpathyFlag, gettext_lazy("When we were asked to be gentle"), ("until", "reason", "lifted_at")),
    Chapter(
        Dependency,
        gettext_lazy("What you depend on"),
        ("what", "words", "ends_on", "support_stops_on", "our_trade", "told_on", "acted_on"),
    ),
    Chapter(Rival, gettext_lazy("Whom else you may buy from"), ("who", "words", "heard_from", "heard_on")),
    Chapter(Drill, gettext_lazy("Whether you would stay"), ("verdict", "holds", "next_step", "done_on")),
    Chapter(
        ProtectionSheet, gettext_lazy("How we look after you"), ("reading", "read_on", "how_known", "idea")
    ),
    Chapter(
        Review, gettext_lazy("Our yearly look at how it goes"), ("due_on", "done_at", "finding", "looked_at")
    ),
    Chapter(OriginAsked, gettext_lazy("When we asked how you came to us"), ()),
]


@holds(75)
def noted(person: Any) -> Iterator[Holding]:
    for chapter in CHAPTERS:
        rows = chapter.model._default_manager.filter(_about(chapter.model, person)).select_related("by")
        more = {_("Noted by"): "by", _("Noted on"): "at", _("Taken back on"): "withdrawn_at"}
        yield Holding(chapter.title, by_field(rows.order_by("at", "pk"), *chapter.fields, **more))
    advice = Advice.objects.filter(theirs(person)).select_related("by").order_by("given_on", "pk")
    columns = {_("On"): "given_on", _("What we advised"): "words", _("By"): "by"}
    yield Holding(_("What we advised you"), lines(advice, columns))
    answers = AdviceAnswer.objects.filter(advice__in=advice).select_related("by").order_by("at", "pk")
    columns = {_("On"): "at", _("What came of it"): "answer", _("In words"): "words", _("Noted by"): "by"}
    yield Holding(_("What came of our advice"), lines(answers, columns))


def _about(model: type[Model], person: Any) -> Q:
    named = any(field.name == "person" for field in model._meta.concrete_fields)
    return theirs(person) if named else of_account(person)


@forgets(75)
def notes(person: Any) -> dict[str, int]:
    """All of it: nothing here is owed to anybody's books."""
    gone = AdviceAnswer.objects.filter(advice__in=Advice.objects.filter(theirs(person))).delete()[0]
    gone += Advice.objects.filter(theirs(person)).delete()[0]
    for chapter in CHAPTERS:
        gone += chapter.model._default_manager.filter(_about(chapter.model, person)).delete()[0]
    return {"care": gone}
