"""A story as the text that COPY reads: one line a record, tab between columns, \\N for none."""

from collections.abc import Iterator

import numpy as np

from regulars.demo.ledger import PRODUCTS, STATUSES
from regulars.demo.story import CURRENCY, Story
from regulars.lib.folding import fold

SOURCE = "demo"
ACCOUNT = "id name folded kind country came_by persona do_not_contact created_at"
REFERENCE = "account_id source external_id"
PERSON = "account_id name folded email phone phone_e164 note"
ORDER = "id account_id source external_id at day status amount refunded currency lines_count"
LINE = "order_id position code description quantity unit_price amount"
REFUND = "account_id order_id source external_id position at day amount currency code description"
TOUCH = "account_id at channel from_us two_way sales note outcome"
FIRST_NUMBER = 10_001


class Days:
    """The story's days as text, and moments of them that the database reads in the firm's zone."""

    def __init__(self, story: Story, zone: str) -> None:
        count = (story.until - story.first_day).days + 1
        self.names = [story.day(index).isoformat() for index in range(count)]
        self.zone = zone

    def moment(self, day: int, minute: int) -> str:
        return f"{self.names[day]} {minute // 60:02d}:{minute % 60:02d}:00 {self.zone}"


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")


def pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"


def account_id(who: int) -> str:
    return str(who + 1) if who >= 0 else "\\N"


def accounts(story: Story, days: Days) -> Iterator[str]:
    first = first_days(story)
    for index, buyer in enumerate(story.buyers):
        name, created = escaped(buyer.name), days.moment(first[index], 540)
        silent = "t" if index % 97 == 50 else "f"
        known = f"{buyer.kind}\t{buyer.country}\t{buyer.came_by}\t{buyer.persona}"
        yield f"{index + 1}\t{name}\t{fold(buyer.name)}\t{known}\t{silent}\t{created}\n"


def first_days(story: Story) -> list[int]:
    """Each buyer's first day in the story; the middle of it for those who never bought."""
    first = np.full(len(story.buyers), len(story.buyers) and (story.until - story.first_day).days // 2)
    bought = story.ledger.who >= 0
    who, position = np.unique(story.ledger.who[bought], return_index=True)
    first[who] = story.ledger.day[bought][position]
    return [int(day) for day in first]


def references(story: Story) -> Iterator[str]:
    for index, buyer in enumerate(story.buyers):
        yield f"{index + 1}\t{SOURCE}\t{buyer.number}\n"


def people(story: Story) -> Iterator[str]:
    for index, buyer in enumerate(story.buyers):
        name = escaped(buyer.person)
        reached = (
            f"{buyer.email}\t{buyer.phone}\t{buyer.phone}"  # theirs are written as telephones write them
        )
        yield f"{index + 1}\t{name}\t{fold(buyer.person)}\t{reached}\t{buyer.note}\n"


def orders(story: Story, days: Days) -> Iterator[str]:
    ledger = story.ledger
    counts = np.bincount(ledger.line_order, minlength=len(ledger.who))
    columns = (ledger.who, ledger.day, ledger.minute, ledger.status, ledger.amount, ledger.refunded, counts)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for index, (who, day, minute, status, amount, refunded, count) in enumerate(rows, start=1):
        yield (
            f"{index}\t{account_id(who)}\t{SOURCE}\t{FIRST_NUMBER - 1 + index}\t{days.moment(day, minute)}\t"
            f"{days.names[day]}\t{STATUSES[status]}\t{pounds(amount)}\t{pounds(refunded)}\t{CURRENCY}\t{count}\n"
        )


def lines(story: Story) -> Iterator[str]:
    ledger = story.ledger
    columns = (ledger.line_order, ledger.line_product, ledger.line_quantity, ledger.line_amount)
    last, position = -1, 0
    for order, which, quantity, amount in zip(*(column.tolist() for column in columns), strict=True):
        position = position + 1 if order == last else 1
        last, product = order, PRODUCTS[which]
        yield (
            f"{order + 1}\t{position}\t{product.code}\t{product.name}\t{quantity}\t"
            f"{pounds(product.pence)}\t{pounds(amount)}\n"
        )


def refunds(story: Story, days: Days) -> Iterator[str]:
    ledger = story.ledger
    columns = (ledger.return_line, ledger.return_day, ledger.return_amount)
    for index, (line, day, amount) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        order, product = int(ledger.line_order[line]), PRODUCTS[ledger.line_product[line]]
        yield (
            f"{account_id(int(ledger.who[order]))}\t{order + 1}\t{SOURCE}\tR{index + 1}\t1\t"
            f"{days.moment(day, 600)}\t{days.names[day]}\t{pounds(amount)}\t{CURRENCY}\t{product.code}\t{product.name}\n"
        )


def touches(story: Story, days: Days) -> Iterator[str]:
    for talk in story.talks:
        flags = f"{'t' if talk.from_us else 'f'}\t{'t' if talk.two_way else 'f'}\tf"
        yield f"{talk.who + 1}\t{days.moment(talk.day, talk.minute)}\t{talk.channel}\t{flags}\t{talk.note}\t\n"
