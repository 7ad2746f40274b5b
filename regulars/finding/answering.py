"""The answer to one keystroke: people, accounts, orders, notes and what can be done, each a few, best first."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.finding import records
from regulars.finding.acting import Doing, commands_for, verb_of
from regulars.finding.asking import Asked, read
from regulars.finding.forgiving import nearly_begins, spellings
from regulars.finding.hits import Answer, Group, Hit, plainly
from regulars.finding.looking import Candidate, Whose, candidates, candidates_spelled
from regulars.finding.models import VisitedKind, visits_of
from regulars.finding.notes import PEOPLE, noted
from regulars.finding.ranking import holds, ranked, says_it
from regulars.finding.recent import Visits, among_recent
from regulars.team.models import Firm, Kind, Member

EACH = {"people": 7, "accounts": 5, "orders": 4, "notes": 4, "commands": 6}
LATELY = 5


def answer(typed: str, member: Member, firm: Firm) -> Answer:
    """What `member` may see and do that fits what was typed; nothing typed: what they opened lately."""
    asked, whose = read(typed), member.whose(Kind.ACCOUNTS)
    visits = visits_of(member)
    acts = Group(name="commands", label=_("Do"), hits=commands_for(asked, member, firm, EACH["commands"]))
    if asked.empty:
        return Answer(text=asked.text, groups=filled([*lately(visits, member), acts]))
    groups: list[Group] = []
    if doing := verb_of(asked, member):
        groups += to_somebody(doing, visits, member)
    numbered = records.orders(asked, member, visits[VisitedKind.ORDER], EACH["orders"])
    found = among_recent(visits, asked.words) + candidates(asked, whose)
    words, meant = asked.words, ""
    called = records.referenced(asked, member, EACH["orders"])
    if not (found or numbered or called or acts.hits or groups):
        found, words, meant = forgiven(asked, whose)
        near = commands_for(asked, member, firm, EACH["commands"], nearly_begins)
        acts = Group(name="commands", label=acts.label, hits=near)
    persons = people_and_accounts(found, words, visits, member)
    of_orders = Group(name="orders", label=_("Orders"), hits=numbered)
    exact = numbered and numbered[0].said.upper().lstrip("#") == asked.number.lstrip("#")
    groups += [of_orders, *persons] if exact else [*persons, of_orders]
    groups.append(Group(name="references", label=_("Accounts by their number"), hits=called))
    written = records.what_matters(noted(asked.words, EACH["notes"], PEOPLE, whose), asked.words, member)
    written += records.notes(noted(asked.words, EACH["notes"], whose=whose), asked.words, member)
    of_notes = Group(name="notes", label=_("Notes"), hits=written[: EACH["notes"]])
    whole = [in_the_list(asked, firm)] if asked.words and any(begins(one, asked) for one in found) else []
    acts = Group(name=acts.name, label=acts.label, hits=[*acts.hits, *whole])
    return Answer(text=asked.text, groups=filled([*groups, acts, of_notes]), meant=meant)


def begins(one: Candidate, asked: Asked) -> bool:
    """Whether the name itself begins as it was typed: only then the list of customers holds them."""
    return one.own.startswith(" ".join(asked.words))


def in_the_list(asked: Asked, firm: Firm) -> Hit:
    """Where more than a few are found, the list holds them all."""
    said = _("All %(customers)s called “%(text)s…”") % {
        "customers": firm.word("customers"),
        "text": asked.text,
    }
    return Hit(name=plainly(said), address=f"{reverse('customers')}?{urlencode({'q': asked.text})}")


def filled(groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if group.hits]


def forgiven(asked: Asked, whose: Whose) -> tuple[list[Candidate], tuple[str, ...], str]:
    """Who is found with one slip in each word, the words that were meant, and the likeliest of them as a sentence. A word
    that only a name elsewhere holds is not told to who does not see it."""
    ways = spellings(asked.words)
    found = candidates_spelled(ways, whose) if ways else []
    if not ways or not found:
        return [], asked.words, ""
    if whose is not None:
        known = [[one for one in way if any(holds(two, [one]) for two in found)] for way in ways]
        ways = [way or [word] for way, word in zip(known, asked.words, strict=True)]
    meant = " ".join(
        way[0] if way[0] != word or len(way) == 1 else way[1]
        for word, way in zip(asked.words, ways, strict=True)
    )
    return found, tuple(dict.fromkeys(word for way in ways for word in way)), meant


def people_and_accounts(
    found: Sequence[Candidate], words: Sequence[str], visits: Visits, member: Member
) -> list[Group]:
    """People first, unless only their firm's name says it: then the firm is meant."""
    accounts = [one for one in found if one.kind == "a"]
    persons = [one for one in found if one.kind == "p"]
    account_ids = ranked(accounts, words, visits[VisitedKind.ACCOUNT])
    person_ids = ranked(persons, words, visits[VisitedKind.PERSON])
    of_people = records.people(person_ids, words, member, EACH["people"])
    of_accounts = records.accounts(account_ids, words, member, EACH["accounts"])
    groups = [
        Group(name="people", label=_("People"), hits=of_people),
        Group(name="accounts", label=_("Accounts"), hits=of_accounts),
    ]
    named = any(says_it(one, words) for one in persons)
    return groups if named or not of_accounts else groups[::-1]


def lately(visits: Visits, member: Member) -> list[Group]:
    """What was opened last, before anything is typed."""
    people = records.people(visits[VisitedKind.PERSON], (), member, LATELY)
    accounts = records.accounts(visits[VisitedKind.ACCOUNT], (), member, LATELY)
    return [
        Group(name="accounts", label=_("Accounts you opened lately"), hits=accounts),
        Group(name="people", label=_("People you opened lately"), hits=people),
    ]


def to_somebody(doing: Doing, visits: Visits, member: Member) -> list[Group]:
    """Everybody it may be done to; each hit leads to the doing of it."""
    whom = Asked(" ".join(doing.whom), doing.whom, "", "")
    whose = member.whose(Kind.ACCOUNTS)
    found = among_recent(visits, whom.words) + candidates(whom, whose)
    if not found:
        found, words, _meant = forgiven(whom, whose)
    else:
        words = whom.words
    to = doing.verb.address
    persons = ranked([one for one in found if one.kind == "p"], words, visits[VisitedKind.PERSON])
    accounts = ranked([one for one in found if one.kind == "a"], words, visits[VisitedKind.ACCOUNT])
    of_people = records.people(persons, words, member, EACH["people"], to)
    alone = {hit.alone_at for hit in of_people}
    others = [pk for pk in accounts if pk not in alone]
    hits = [*of_people, *records.accounts(others, words, member, EACH["accounts"], to)]
    return [Group(name="doing", label=str(doing.verb.label) % {"who": "…"}, hits=hits)]
