"""The cards of what we guard for them: going gently, reviews, the protection sheet, advice, what they depend on."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.cards.card import Act, Card, Line, Looker
from regulars.care.forms import (
    AdviceForm,
    AnsweredForm,
    DependencyForm,
    ExtendForm,
    FinishForm,
    FlagForm,
    ReviewForm,
    SheetForm,
    TellForm,
)
from regulars.care.models import (
    Advice,
    Answer,
    CareSettings,
    Dependency,
    EmpathyFlag,
    Look,
    ProtectionSheet,
    Review,
)
from regulars.people.contacting import first_word
from regulars.team.models import Member
from regulars.web.templatetags.say import day


def flag_line(flag: EmpathyFlag, looker: Looker) -> Line:
    whom = first_word(flag.person.name) if flag.person else _("all of them")
    text = _("Go gently with %(who)s until %(day)s") % {"who": whom, "day": day(flag.until)}
    note = flag.reason_for(looker.member)
    if flag.is_on(looker.today):
        return Line(flag.pk, text, note, _("no selling"), "due")
    return Line(flag.pk, text, note, _("over"), "plain")


FLAGS = Card(
    slug="flags",
    title=gettext_lazy("Going gently"),
    lede=gettext_lazy("Somebody has a hard time: we listen and do not sell. It ends by itself on a day."),
    button=gettext_lazy("Go gently"),
    form=FlagForm,
    add=EmpathyFlag.raise_,
    records=lambda looker: (
        EmpathyFlag.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .select_related("person")
        .order_by("-until", "-id")
    ),
    line=flag_line,
    acts=(
        Act(
            "extended",
            gettext_lazy("Extend"),
            EmpathyFlag.extend,
            form=ExtendForm,
            when=lambda flag: flag.lifted_at is None,
        ),
        Act(
            "lifted",
            gettext_lazy("It is over"),
            EmpathyFlag.lift,
            when=lambda flag: flag.lifted_at is None,
        ),
    ),
    thanks=gettext_lazy("Everybody goes gently now, until that day."),
)


def review_line(review: Review, looker: Looker) -> Line:
    if not review.done_at:
        late = review.due_on <= looker.today
        text = _("Planned for %(day)s") % {"day": day(review.due_on)}
        return Line(review.pk, text, "", _("due") if late else _("planned"), "due" if late else "plain")
    looked = ", ".join(str(Look(code).label) for code in review.looked_at if code in Look.values)
    words = {"day": day(review.done_at), "looked": looked}
    return Line(review.pk, review.finding, _("%(day)s, about %(looked)s") % words, _("done"), "ok")


def finish(review: Review, *, by: Member, **given: Any) -> Review:
    return review.finish(by=by, again_days=CareSettings.load().review_days, **given)


REVIEWS = Card(
    slug="reviews",
    title=gettext_lazy("Reviews with them"),
    lede=gettext_lazy(
        "Every few months, before they have to ask: what could be better for them, and did we keep our word?"
    ),
    button=gettext_lazy("Plan the next"),
    form=ReviewForm,
    add=Review.schedule,
    records=lambda looker: (
        Review.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .order_by("-due_on", "-id")
    ),
    line=review_line,
    acts=(
        Act(
            "done",
            gettext_lazy("Hold the review"),
            finish,
            form=FinishForm,
            when=lambda review: not review.done_at,
        ),
    ),
    thanks=gettext_lazy("Planned."),
)


def sheet_line(sheet: ProtectionSheet, looker: Looker) -> Line:
    words = {"idea": sheet.idea, "how": sheet.how_known, "day": day(sheet.read_on)}
    tone = {"delighted": "ok", "content": "ok", "lukewarm": "due", "unhappy": "risk"}[sheet.reading]
    text = _("Next for them: %(idea)s") % words
    return Line(sheet.pk, text, _("%(how)s (%(day)s)") % words, str(sheet.get_reading_display()), tone)


SHEET = Card(
    slug="sheet",
    title=gettext_lazy("Protection sheet"),
    lede=gettext_lazy(
        "For those you cannot afford to lose: how happy they are, how you know, what you do for them next. The newest counts."
    ),
    button=gettext_lazy("Bring it up to date"),
    form=SheetForm,
    add=ProtectionSheet.write,
    records=lambda looker: (
        ProtectionSheet.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .order_by("-id")
    ),
    line=sheet_line,
    thanks=gettext_lazy("The sheet is up to date."),
)


def advised(looker: Looker) -> QuerySet[Advice]:
    given: QuerySet[Advice] = Advice.objects.visible_to(looker.member).filter(account=looker.account)
    return given.select_related("person", "by").prefetch_related("answers").order_by("-given_on", "-id")


def advice_line(advice: Advice, looker: Looker) -> Line:
    answers = sorted(advice.answers.all(), key=lambda answer: answer.pk)
    note = _("%(who)s, on %(day)s") % {"who": advice.by.first_name, "day": day(advice.given_on)}
    for answer in answers:
        said = f"{answer.get_answer_display()}, {day(answer.at)}"
        note = f"{note} · {said}: {answer.words}" if answer.words else f"{note} · {said}"
    last = Answer(answers[-1].answer) if answers else Answer.UNANSWERED
    tag = {Answer.TAKEN: _("taken"), Answer.DECLINED: _("declined"), Answer.MISTAKEN: _("a mistake")}
    tone = {Answer.TAKEN: "ok", Answer.DECLINED: "due"}
    return Line(advice.pk, advice.words, note, tag.get(last, _("no answer yet")), tone.get(last, "plain"))


ADVICE = Card(
    slug="advice",
    title=gettext_lazy("Advice we gave"),
    lede=gettext_lazy(
        "What you advised, when, and whether they took it. Nothing here can be changed later; it shows that you did enough."
    ),
    button=gettext_lazy("Note advice"),
    form=AdviceForm,
    add=Advice.give,
    records=advised,
    line=advice_line,
    acts=(
        Act(
            "taken",
            gettext_lazy("They took it"),
            lambda advice, by, words: advice.answer(Answer.TAKEN, by=by, words=words),
            form=AnsweredForm,
        ),
        Act(
            "declined",
            gettext_lazy("They declined"),
            lambda advice, by, words: advice.answer(Answer.DECLINED, by=by, words=words),
            form=AnsweredForm,
        ),
    ),
    thanks=gettext_lazy("Kept, with today's date. It can be added to, never changed."),
)


def depends_line(depends: Dependency, looker: Looker) -> Line:
    words = {"what": depends.get_what_display(), "day": day(depends.ends_on)}
    note = _("%(what)s, until %(day)s") % words
    if depends.support_stops_on:
        note = _("%(note)s; support stops on %(day)s") % {"note": note, "day": day(depends.support_stops_on)}
    if depends.told_on:
        note = _("%(note)s; told on %(day)s") % {"note": note, "day": day(depends.told_on)}
    if depends.acted_on:
        return Line(depends.pk, depends.words, note, _("they are ready"), "ok")
    if not depends.our_trade:
        return Line(depends.pk, depends.words, note, _("not our trade"), "plain")
    step = depends.step(looker.today)
    tag = _("far ahead") if step is None else _("time to tell them") if step else _("ended")
    return Line(depends.pk, depends.words, note, tag, "plain" if step is None else "due")


DEPENDS = Card(
    slug="depends",
    title=gettext_lazy("What they depend on"),
    lede=gettext_lazy(
        "A product, version, licence or rule that ends one day. From 18 months ahead you are reminded to tell them, calmly."
    ),
    button=gettext_lazy("Note an end"),
    form=DependencyForm,
    add=Dependency.note,
    records=lambda looker: (
        Dependency.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .order_by("ends_on", "id")
    ),
    line=depends_line,
    acts=(
        Act(
            "told",
            gettext_lazy("We told them"),
            Dependency.tell,
            form=TellForm,
            when=lambda depends: depends.our_trade and not depends.acted_on,
        ),
        Act(
            "acted",
            gettext_lazy("They are ready"),
            Dependency.act,
            when=lambda depends: not depends.acted_on,
        ),
    ),
    thanks=gettext_lazy("Noted. You are reminded in good time."),
)
