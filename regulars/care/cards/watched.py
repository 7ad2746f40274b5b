"""The cards of what we watch for them: asked first, rivals and the drill, our mistakes."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.cards.card import Act, Card, Line, Looker
from regulars.care.forms import AskedForm, DrillForm, IncidentForm, MendForm, RivalForm
from regulars.care.models import AskedFirst, Drill, Incident, Rival, Verdict
from regulars.people.contacting import first_word
from regulars.web.templatetags.say import day


def asked_line(asked: AskedFirst, looker: Looker) -> Line:
    """Never says who wrote it down."""
    words = {"what": asked.get_wanted_display(), "words": asked.words}
    text = _("For %(what)s: %(words)s") % words if asked.words else _("For %(what)s") % words
    note = day(asked.asked_on)
    if asked.person:
        note = _("%(who)s, on %(day)s") % {"who": first_word(asked.person.name), "day": note}
    counts = (looker.today - asked.asked_on).days < looker.settings.asked_days
    return Line(asked.pk, text, note, _("counts") if counts else _("past"), "due" if counts else "plain")


ASKED = Card(
    slug="asked",
    title=gettext_lazy("They had to ask first"),
    lede=gettext_lazy(
        "Who has to ask us may be asking others too. Writing it down is a service to everybody; nobody is counted by it."
    ),
    button=gettext_lazy("They asked first"),
    form=AskedForm,
    add=AskedFirst.note,
    records=lambda looker: (
        AskedFirst.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .select_related("person")
        .order_by("-asked_on", "-id")
    ),
    line=asked_line,
    thanks=gettext_lazy("Thank you for writing it down. Now we can offer it before they have to ask again."),
)


def rival_line(rival: Rival, looker: Looker) -> Line:
    words = {"how": rival.get_heard_from_display(), "day": day(rival.heard_on)}
    note = _("%(how)s, %(day)s") % words
    text = f"{rival.who}: {rival.words}" if rival.words else rival.who
    return Line(rival.pk, text, note, _("hearsay") if rival.is_hearsay else "", "plain")


RIVALS = Card(
    slug="rivals",
    title=gettext_lazy("Rivals near them"),
    lede=gettext_lazy(
        "Who else courts them, and how we know. What somebody else said is hearsay, and says so."
    ),
    button=gettext_lazy("Note a rival"),
    form=RivalForm,
    add=Rival.see,
    records=lambda looker: (
        Rival.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .order_by("-heard_on", "-id")
    ),
    line=rival_line,
    thanks=gettext_lazy("Noted."),
)

VERDICTS = {Verdict.STAY: "ok", Verdict.UNSURE: "due", Verdict.GO: "risk"}


def drill_line(drill: Drill, looker: Looker) -> Line:
    words = {"holds": drill.holds, "next": drill.next_step, "day": day(drill.done_on)}
    return Line(
        drill.pk,
        _("What keeps them: %(holds)s") % words,
        _("What we do: %(next)s · %(day)s") % words,
        str(drill.get_verdict_display()),
        VERDICTS[Verdict(drill.verdict)],
    )


DRILL = Card(
    slug="drill",
    title=gettext_lazy("Could we withstand a better deal?"),
    lede=gettext_lazy("A rival offers them a better deal tomorrow. Would they stay, and why?"),
    button=gettext_lazy("Think it through"),
    form=DrillForm,
    add=Drill.run,
    records=lambda looker: (
        Drill.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .order_by("-done_on", "-id")
    ),
    line=drill_line,
    thanks=gettext_lazy("Noted. Better today than when the rival calls."),
)


def mistakes(looker: Looker) -> QuerySet[Incident]:
    ours: QuerySet[Incident] = (
        Incident.objects.visible_to(looker.member)
        .standing()
        .filter(account=looker.account)
        .with_stayed()
        .select_related("person")
        .order_by("-happened_on", "-id")
    )
    return ours


def mistake_line(mistake: Incident, looker: Looker) -> Line:
    note = day(mistake.happened_on)
    if mistake.mended:
        note = _("%(day)s · changed since: %(mended)s") % {"day": note, "mended": mistake.mended}
    else:
        note = _("%(day)s · nothing is noted that we changed since") % {"day": note}
    stayed = getattr(mistake, "stayed", False)
    tag, tone = (_("they stayed"), "ok") if stayed else (_("no order since"), "risk")
    return Line(mistake.pk, mistake.words, note, tag, tone)


MISTAKES = Card(
    slug="mistakes",
    title=gettext_lazy("Our mistakes they lived through"),
    lede=gettext_lazy(
        "Whether they stayed comes from their orders. That they did excuses nothing; it is a reason to be grateful."
    ),
    button=gettext_lazy("Own up to a mistake"),
    form=IncidentForm,
    add=Incident.own_up,
    records=mistakes,
    line=mistake_line,
    acts=(
        Act(
            "mended",
            gettext_lazy("What we changed"),
            Incident.mend,
            form=MendForm,
            when=lambda mistake: not mistake.mended,
        ),
    ),
    thanks=gettext_lazy("Noted. It is shown before any offer or price is decided."),
)
