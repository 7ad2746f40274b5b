"""Whom of the team a note names: @Sam, @Sam Fern, or @sam@fern.example where two have one name."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.folding import fold
from regulars.people.models import Account
from regulars.people.models.sight import shows
from regulars.team.models import Member

AT = re.compile(r"(?<![\w@.+-])@(?=\w)")
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]*\w")
WORD = re.compile(r"[\w'’-]+")
LONGEST = 320  # of a name or an address
MOST = 50  # names in one note


class Mentioned(NamedTuple):
    """`told` are meant beyond doubt; `unclear` holds what was written and who it may be; `nobody` what is no name of ours,
    `blind` who is meant but does not see the customer it is written with."""

    told: list[Member]
    unclear: dict[str, list[Member]]
    nobody: list[str]
    blind: tuple[Member, ...] = ()


def mentioned(note: str) -> Mentioned:
    """One query where there is an @, else none. Only who may sign in can be told."""
    written = [note[found.end() : found.end() + LONGEST] for found in AT.finditer(note)][:MOST]
    members = list(Member.objects.filter(is_active=True).order_by("name", "pk")) if written else []
    told: dict[int, Member] = {}
    unclear: dict[str, list[Member]] = {}
    nobody: list[str] = []
    for rest in written:
        meant = _meant(rest, members)
        word = f"@{(ADDRESS.match(rest) or WORD.match(rest))[0]}"  # type: ignore[index] # AT asks for a letter
        if len(meant) == 1:
            told[meant[0].pk] = meant[0]
        elif meant:
            unclear[word] = meant
        elif word not in nobody:
            nobody.append(word)
    return Mentioned(list(told.values()), unclear, nobody)


def seen_by_them(found: Mentioned, account: Account) -> Mentioned:
    """Whoever does not see `account` is not told: a note leads nobody past the scope of their role."""
    blind = tuple(member for member in found.told if not shows(member, account))
    return found._replace(told=[member for member in found.told if member not in blind], blind=blind)


def _meant(rest: str, members: list[Member]) -> list[Member]:
    """Who `rest`, the text after an @, begins with: by address, else by whole name, else by first name."""
    if address := ADDRESS.match(rest):
        return [member for member in members if member.email.lower() == address[0].lower()]
    begins = f"{fold(rest)} "
    whole = {member: fold(member.name) for member in members}
    first = {member: fold(member.first_name) for member in members}
    for names in (whole, first):
        fitting = {member: name for member, name in names.items() if name and begins.startswith(f"{name} ")}
        if fitting:
            longest = max(map(len, fitting.values()))
            return [member for member, name in fitting.items() if len(name) == longest]
    return []


def said(found: Mentioned, by: Member) -> str:
    """Who was told, and which words were nobody, in a sentence or more; empty where there is nothing to say."""
    told = [member.first_name for member in found.told if member != by]
    sentences = []
    if told:
        sentences.append(
            ngettext("%(names)s is told.", "%(names)s are told.", len(told)) % {"names": ", ".join(told)}
        )
    for word, members in found.unclear.items():
        names = _(" or ").join(f"@{unmistakable(member, members)}" for member in members)
        sentences.append(
            _("%(word)s could be several, so nobody is told: write %(names)s.")
            % {"word": word, "names": names}
        )
    if found.blind:
        names = ", ".join(member.first_name for member in found.blind)
        sentences.append(
            _("%(names)s cannot be told here, as their role does not show them this account.")
            % {"names": names}
        )
    if found.nobody:
        sentences.append(
            _("%(words)s is nobody who works here, so nobody is told.") % {"words": ", ".join(found.nobody)}
        )
    return " ".join(sentences)


def unmistakable(member: Member, members: list[Member]) -> str:
    """What to write after the @: the whole name, or the address where another has the same name or none is known."""
    name = fold(member.name)
    alike = [other for other in members if fold(other.name) == name]
    return member.name if len(alike) == 1 and name else member.email
