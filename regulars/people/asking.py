"""How lists ask for what is no column of an account or a person: names in any spelling, tags, colleagues, relations.

Each maker takes `who`, the path to the account (or the person) from what is listed, and gives a field's `condition`.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, Expression, ExpressionWrapper, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from regulars.lib.folding import fold
from regulars.lib.statements import Statement
from regulars.people.groups import groups_in_use
from regulars.people.models import AccountRelation, AccountTag, ContactRole, Part, Person, PersonTag, Tag
from regulars.people.named import named_people
from regulars.team.models import Member

Condition = Callable[[str, Any], Q]
Choices = list[tuple[str, str]]
RELATIONS = ("part_of", "has_parts", "partner", "joined", "joined_by")


def named(path: str) -> Condition:
    """Of a folded name: case, accents and signs do not matter, and beginnings are found by an index."""

    def condition(operator: str, value: Any) -> Q:
        word = fold(value or "")
        match operator:
            case "empty":
                return Q(**{path: ""})
            case _ if not word:  # nothing but signs: no name has it
                return Q(pk__in=[])
            case "is":
                return Q(**{path: word})
            case "begins":
                return Q(**{f"{path}__startswith": word})
            case _:
                return Q(**{f"{path}__startswith": word}) | Q(**{f"{path}__contains": f" {word}"})

    return condition


def tagged(through: type[AccountTag] | type[PersonTag], column: str, who: str) -> Condition:
    def condition(operator: str, value: Any) -> Q:
        theirs = through._default_manager.filter(**{column: OuterRef(who)})
        match operator:
            case "empty":
                return Q(~Exists(theirs))
            case "all_of":
                found = Q()
                for tag in value:
                    found &= Q(Exists(theirs.filter(tag_id=tag)))
                return found
            case _:
                return Q(Exists(theirs.filter(tag_id__in=value)))

    return condition


def tags_shown(through: type[AccountTag] | type[PersonTag], column: str, who: str) -> Any:
    """`["leaf:Wholesale", …]`, by name."""
    theirs = through._default_manager.filter(**{column: OuterRef(who)}, tag__archived_at=None)
    shown = theirs.order_by("tag__folded").annotate(shown=Concat("tag__colour", Value(":"), "tag__name"))
    return ArraySubquery(shown.values("shown"))


TONES = {"leaf": "ok", "honey": "due", "clay": "risk", "sky": "sky"}


def write_tags(value: list[str]) -> str:
    split = [tag.partition(":") for tag in value]
    return format_html_join(
        " ", '<span class="tag {}">{}</span>', ((TONES.get(c, "plain"), n) for c, _s, n in split)
    )


def plain_tags(value: list[str]) -> str:
    return ", ".join(tag.partition(":")[2] for tag in value)


def tag_choices() -> Choices:
    return [(str(pk), name) for pk, name in Tag.objects.in_use().order_by("folded").values_list("pk", "name")]


def member_choices() -> Choices:
    """Colleagues, those who have left too where something is theirs still; `me` first."""
    return [("@me", _("me")), *((str(one["pk"]), one["name"] or one["email"]) for one in MEMBERS())]


def _members() -> QuerySet[Member, Any]:
    return Member.objects.order_by("-is_active", "name", "pk").values("pk", "name", "email")


MEMBERS = Statement(_members)


def exists(q: Q) -> Expression:
    """A condition as a column that says yes or no."""
    return ExpressionWrapper(q, output_field=BooleanField())


def counted(path: str) -> Coalesce:
    """A count that is kept in another table: none there is none."""
    return Coalesce(path, Value(0))


def in_groups(column: str) -> Callable[[], Choices]:
    return lambda: [(word, word) for word in groups_in_use(column)]


def in_groups_of(column: str) -> Callable[[Member], Choices]:
    """Those in use with whom the member sees."""
    return lambda member: [(word, word) for word in groups_in_use(column, member)]


def reached_by(column: str, who: str) -> Condition:
    """Whether anybody at the account has an e-mail, or a phone."""

    def condition(operator: str, value: Any) -> Q:
        here = Person.objects.here().filter(account=OuterRef(who))
        return Q(Exists(here.exclude(**{column: ""})))

    return condition


def somebody_named(operator: str, value: Any) -> Q:
    return Q(Exists(named_people()))


def related(who: str) -> Condition:
    """`part_of` another account, `has_parts`, is a `partner`, was `joined` into another, or was `joined_by` one."""

    def one(way: str) -> Exists:
        relations = AccountRelation.objects
        match way:
            case "has_parts" | "joined_by":
                kind = "part_of" if way == "has_parts" else "joined"
                return Exists(relations.filter(other=OuterRef(who), kind=kind))
            case "partner":
                either = Q(account=OuterRef(who)) | Q(other=OuterRef(who))
                return Exists(relations.filter(either, kind="partner"))
            case _:
                return Exists(relations.filter(account=OuterRef(who), kind=way))

    def condition(operator: str, value: Any) -> Q:
        ways = RELATIONS if operator == "empty" else value
        found = Q()
        for way in ways:
            found = found & Q(one(way)) if operator == "all_of" else found | Q(one(way))
        return ~found if operator == "empty" else found

    return condition


def relation_choices() -> Choices:
    return [
        ("part_of", _("part of another")),
        ("has_parts", _("others are part of it")),
        ("partner", _("partner")),
        ("joined", _("joined into another")),
        ("joined_by", _("others were joined into it")),
    ]


def relations_shown(who: str) -> Any:
    """What the account is to others; what others are to it is asked for, not shown."""
    return ArraySubquery(
        AccountRelation.objects.filter(account=OuterRef(who)).order_by("kind").values("kind")
    )


def plain_relations(value: list[str]) -> str:
    words = dict(relation_choices())
    return ", ".join(words[kind] for kind in dict.fromkeys(value))


def plays(operator: str, value: Any) -> Q:
    """What a person does at any account."""
    theirs = ContactRole.objects.filter(person=OuterRef("pk"))
    if operator == "empty":
        return Q(~Exists(theirs))
    found = Q()
    for part in value:
        here = Q(Exists(theirs.filter(part=part)))
        found = found & here if operator == "all_of" else found | here
    return found


def parts_shown() -> Any:
    return ArraySubquery(ContactRole.objects.filter(person=OuterRef("pk")).order_by("part").values("part"))


def plain_parts(value: list[str]) -> str:
    return ", ".join(str(Part(part).label) for part in dict.fromkeys(value))


def part_choices() -> Choices:
    return [(str(code), str(label)) for code, label in Part.choices]


def month_choices() -> Choices:
    months = [_("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July")]
    months += [_("August"), _("September"), _("October"), _("November"), _("December")]
    numbered = [(str(number), month) for number, month in enumerate(months, start=1)]
    return [("@this_month", _("this month")), ("@next_month", _("next month")), *numbered]
