"""The cards of what we heard from them: wishes, goals, what they said and meant."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.cards.card import Act, Card, Line, Looker
from regulars.care.forms import AnswerForm, GoalForm, SaidForm, WishForm
from regulars.care.models import Goal, GoalOutcome, SaidMeant, Side, Wish, WishOutcome
from regulars.people.contacting import first_word
from regulars.web.templatetags.say import ago, day


def wish_line(wish: Wish, looker: Looker) -> Line:
    note = _("heard on %(day)s") % {"day": day(wish.heard_on)}
    if wish.person:
        note = _("%(who)s, on %(day)s") % {"who": first_word(wish.person.name), "day": day(wish.heard_on)}
    if wish.need:
        note = _("%(note)s · kept because: %(need)s") % {"note": note, "need": wish.need}
    if wish.outcome:
        return Line(
            wish.pk,
            wish.words,
            note,
            str(wish.get_outcome_display()),
            "ok" if wish.outcome == WishOutcome.GRANTED else "plain",
        )
    if wish.is_stale(looker.settings.wish_days, looker.today):
        return Line(wish.pk, wish.words, note, ago((looker.today - wish.heard_on).days), "due")
    return Line(wish.pk, wish.words, note)


def still_wished(wish: Wish) -> bool:
    return not wish.outcome


WISHES = Card(
    slug="wishes",
    title=gettext_lazy("Wishes"),
    lede=gettext_lazy("What they said they dream of or want, with the day. How else can we help?"),
    button=gettext_lazy("Note a wish"),
    form=WishForm,
    add=Wish.hear,
    records=lambda looker: (
        Wish.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .select_related("person")
        .order_by("outcome", "-heard_on", "-id")
    ),
    line=wish_line,
    acts=(
        Act(
            "granted",
            gettext_lazy("It came true"),
            Wish.grant,
            when=still_wished,
        ),
        Act(
            "again",
            gettext_lazy("Said it again today"),
            Wish.hear_again,
            when=still_wished,
        ),
        Act("dropped", gettext_lazy("No longer"), Wish.drop, when=still_wished),
    ),
    thanks=gettext_lazy("Noted. It will stand in the brief before the next contact."),
)

TONES = {GoalOutcome.MET: "ok", GoalOutcome.MISSED: "risk", GoalOutcome.OUTGROWN: "due"}


def goal_line(goal: Goal, looker: Looker) -> Line:
    whose = _("ours, since %(day)s") if goal.side == Side.OURS else _("theirs, since %(day)s")
    tone = TONES[GoalOutcome(goal.outcome)] if goal.outcome else "plain"
    tag = str(goal.get_outcome_display()) if goal.outcome else _("open")
    return Line(goal.pk, goal.words, whose % {"day": day(goal.set_on)}, tag, tone)


def settling(outcome: GoalOutcome) -> Any:
    return lambda goal, by: goal.settle(outcome, by=by)


GOALS = Card(
    slug="goals",
    title=gettext_lazy("Goals, theirs and ours"),
    lede=gettext_lazy(
        "What each side wants from the other, and whether it gets it. Both missing it is a reason to talk."
    ),
    button=gettext_lazy("Note a goal"),
    form=GoalForm,
    add=Goal.state,
    records=lambda looker: (
        Goal.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .order_by("-set_on", "-id")
    ),
    line=goal_line,
    acts=(
        Act(
            "met",
            gettext_lazy("Met"),
            settling(GoalOutcome.MET),
            when=lambda goal: goal.outcome != GoalOutcome.MET,
        ),
        Act(
            "missed",
            gettext_lazy("Missed"),
            settling(GoalOutcome.MISSED),
            when=lambda goal: goal.outcome != GoalOutcome.MISSED,
        ),
        Act(
            "outgrown",
            gettext_lazy("We have outgrown it"),
            settling(GoalOutcome.OUTGROWN),
            when=lambda goal: goal.side == Side.OURS and goal.outcome != GoalOutcome.OUTGROWN,
        ),
    ),
    thanks=gettext_lazy("Noted."),
)


def said_line(heard: SaidMeant, looker: Looker) -> Line:
    words = {"who": first_word(heard.person.name) if heard.person else _("They"), "day": day(heard.heard_on)}
    if not heard.meant:
        return Line(heard.pk, f"“{heard.said}”", _("%(who)s, on %(day)s") % words, _("ask once more"), "due")
    words |= {"asked": heard.asked, "meant": heard.meant}
    return Line(
        heard.pk, f"“{heard.said}”", _("We asked: “%(asked)s” %(who)s, on %(day)s: “%(meant)s”") % words
    )


SAID = Card(
    slug="said",
    title=gettext_lazy("Said, and meant"),
    lede=gettext_lazy(
        "What they said, and what they answered when you asked once more. The meaning is theirs to say."
    ),
    button=gettext_lazy("Note what they said"),
    form=SaidForm,
    add=SaidMeant.hear,
    records=lambda looker: (
        SaidMeant.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .select_related("person")
        .order_by("-heard_on", "-id")
    ),
    line=said_line,
    acts=(
        Act(
            "meant",
            gettext_lazy("We asked once more"),
            SaidMeant.answer,
            form=AnswerForm,
            when=lambda heard: not heard.meant,
        ),
    ),
    thanks=gettext_lazy("Noted."),
)
