"""What a made-up firm knows of the people who have bought most: who does what there, what was promised, what they wish
for, and one of them who is in the records twice. Enough that no screen is empty, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import cycle

from regulars.care.models import AskedFirst, Goal, Incident, Wanted, Wish
from regulars.care.models import Side as GoalSide
from regulars.demo.story import CURRENCY
from regulars.people.changing import add_person
from regulars.people.models import (
    Account,
    AccountRelation,
    Colour,
    ContactRole,
    Kind,
    Part,
    Person,
    Relation,
    Tag,
)
from regulars.people.tagging.tagged import add_tag
from regulars.service.models import About, Side, promise
from regulars.service.when import by_day
from regulars.team.models import Firm, Member, Role
from regulars.timeline.models import Channel, Event, Touch

KNOWN = 24
"""How many accounts there is more to say about, those with the most orders."""
DAY = timedelta(days=1)
COLLEAGUES = [("Bryn Alder", "bryn@alder-quay.example"), ("Mina Quay", "mina@alder-quay.example")]
SECOND = ["Marco Pell", "Sunniva Lund", "Imran Qureshi", "Tess Amadi", "Piotr Zając", "Hye-jin Seo"]
JOBS = ["Runs the bar", "Buys for the kitchen", "Keeps the books", "Opens in the mornings"]
WISHES = [
    "To open a second shop in January.",
    "A decaf that nobody notices is one.",
    "One person here who picks up.",
    "Deliveries before five in the morning.",
]
GOALS = [
    (GoalSide.THEIRS, "Serve coffee that people cross the street for."),
    (GoalSide.OURS, "All their sites by summer."),
]
MISTAKES = [
    ("Three deliveries in a week came late.", "Two drivers know the round now."),
    ("We sent beans where ground was ordered.", "The label is read back before a box is closed."),
]
KEPT = [
    (About.DATE, "Deliver before six on Mondays"),
    (About.QUANTITY, "Twelve bags more for the fair"),
    (About.FOLLOW_UP, "Find out whether the grinder can be lent for a week"),
    (About.QUALITY, "Roast the Kenya a shade lighter"),
]
OPEN = [
    (Side.OURS, About.FOLLOW_UP, "An answer on early delivery", -2),
    (Side.OURS, About.DATE, "Samples of the winter blend", 1),
    (Side.OURS, About.QUALITY, "A new seal for the grinder", 4),
    (Side.THEIRS, About.FOLLOW_UP, "Photographs of the new shop for our wall", 5),
    (Side.THEIRS, About.DATE, "The list of what each site needs", -1),
]


def add_records(firm: Firm, now: datetime) -> None:
    """Everything above, for the KNOWN accounts with the most orders. Nobody can sign in by it: the colleagues who wrote
    it all down have left, and have no password."""
    writers = cycle(colleagues())
    known = most_ordered()
    for index, account in enumerate(known):
        by = next(writers)
        add_people(account, index, by=by)
        add_promises(account, index, firm, now, by=by)
        add_what_we_know(account, index, firm, now, by=by)
    if len(known) > 8:
        add_relations(known)
        add_twin(known[5], by=next(writers))


def colleagues() -> list[Member]:
    """Two who once worked here; inactive, so that the first owner starts with nobody who could come in."""
    made = []
    for name, email in COLLEAGUES:
        member = Member.objects.create_member(email, name, Role.MEMBER)
        member.is_active = False
        member.save(update_fields=["is_active"])
        made.append(member)
    return made


def most_ordered() -> list[Account]:
    """By what they ordered; companies first among equals is not needed: those who order most are companies here."""
    by_orders = (
        "SELECT account.* FROM people_account AS account"
        " JOIN (SELECT account_id, count(*) AS orders FROM orders_order WHERE account_id IS NOT NULL GROUP BY account_id)"
        " AS bought ON bought.account_id = account.id ORDER BY bought.orders DESC, account.id LIMIT %s"
    )
    return list(Account.objects.raw(by_orders, [KNOWN]))


@contextmanager
def happened(moment: datetime) -> Iterator[None]:
    """What is recorded meanwhile is told as of `moment`, when it would have been written down."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    Event.objects.filter(pk__gt=last).update(at=moment)


def add_people(account: Account, index: int, *, by: Member) -> None:
    first = account.people.here().order_by("pk").first()
    if first is None or account.kind == Kind.INDIVIDUAL:
        return
    with happened(account.created_at + DAY):
        name = SECOND[index % len(SECOND)]
        second, _event = add_person(
            account, by=by, name=name, job_title=JOBS[index % len(JOBS)], email=f"{index}@site.example"
        )
        add_tag(account, ["Wholesale", "Market stall", "Subscription"][index % 3], by=by)
    parts = [(first, Part.DECIDES), (first, Part.PAYS), (second, Part.USES)]
    ContactRole.objects.bulk_create(
        ContactRole(account=account, person=who, part=part) for who, part in parts
    )
    Tag.objects.filter(folded="wholesale").update(colour=Colour.LEAF)
    Tag.objects.filter(folded="subscription").update(colour=Colour.SKY)


def add_promises(account: Account, index: int, firm: Firm, now: datetime, *, by: Member) -> None:
    """Two that are over, one of them late now and then, and one that is open for every second account."""
    for back in (1, 2):
        about, what = KEPT[(index + back) % len(KEPT)]
        made = now - (40 * back + index) * DAY
        due = by_day((made + 7 * DAY).astimezone(firm.zone).date(), firm.zone)
        priced = about == About.QUANTITY
        with happened(made):
            given, _event = promise(
                account, by=by, side=Side.OURS, about=about, what=what, due=due, made_at=made,
                price=Decimal(96) if priced else None, currency=CURRENCY,
            )  # fmt: skip
        ended = made + (9 if (index + back) % 7 == 0 else 5) * DAY
        with happened(ended):
            if (index + back) % 11 == 0:
                given.break_(by=by, why="It was forgotten over the holidays.")
            else:
                given.keep(
                    by=by,
                    how="Done, and told them so.",
                    on=ended,
                    final_price=Decimal(96) if priced else None,
                )
    if index % 2 == 0:
        side, about, what, days = OPEN[index // 2 % len(OPEN)]
        made = now - 5 * DAY
        due = by_day((now + days * DAY).astimezone(firm.zone).date(), firm.zone)
        with happened(made):
            promise(account, by=by, side=side, about=about, what=what, due=due, made_at=made)


def add_what_we_know(account: Account, index: int, firm: Firm, now: datetime, *, by: Member) -> None:
    heard = now - (12 + 9 * index) * DAY
    day = heard.astimezone(firm.zone).date()
    with happened(heard):
        Wish.hear(account, by=by, words=WISHES[index % len(WISHES)], heard_on=day)
        if index % 3 == 0:
            side, words = GOALS[index % len(GOALS)]
            Goal.state(account, by=by, side=side, words=words, set_on=day)
        if index % 4 == 1:
            words, mended = MISTAKES[index % len(MISTAKES)]
            Incident.own_up(account, by=by, words=words, mended=mended, happened_on=day - 200 * DAY)
        if index % 6 == 2:
            AskedFirst.note(
                account, by=by, wanted=Wanted.values[0], words="A price for more sites.", asked_on=day
            )
    if index % 2:
        thanked = datetime.combine(day - 60 * DAY, time(11), tzinfo=firm.zone)
        Touch.objects.create(
            account=account, member=by, at=thanked, channel=Channel.CALL, from_us=True, two_way=True, thanks=True,
            minutes=6, note="Rang to thank them for the year. They were pleased.",
        )  # fmt: skip


def add_relations(known: list[Account]) -> None:
    pairs = [(known[1], known[0], Relation.PART_OF), (known[3], known[2], Relation.PARTNER)]
    AccountRelation.objects.bulk_create(
        AccountRelation(account=account, other=other, kind=kind) for account, other, kind in pairs
    )


def add_twin(account: Account, *, by: Member) -> None:
    """Somebody wrote them down again at the counter, a letter out and with the same telephone."""
    person = account.people.here().order_by("pk").first()
    if person is None:
        return
    twin = Account.objects.create(
        name=account.name.replace("e", "é", 1), kind=account.kind, country=account.country
    )
    Person.objects.create(account=twin, name=person.name, phone=person.phone, phone_e164=person.phone_e164)
