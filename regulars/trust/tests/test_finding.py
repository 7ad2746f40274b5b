"""More than the job needs is found in however it is spelled; phones, orders, prices and appointments are left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.trust.facts.cards import luhn
from regulars.trust.facts.finding import What
from regulars.trust.facts.looking import look, smaller, too_much

TODAY = date(2026, 11, 22)
BORN = [
    "12 March 1984", "12th of March, 1984", "March 12, 1984", "12/03/1984", "12.3.84", "12-Mar-84", "1984-03-12", "1984/03/12",
    "12. März 1984", "12 mars 1984", "12 de marzo de 1984", "12 marzo 1984", "12 maart 1984", "12 marca 1984", "12 03 1984",
    "1984 March 12", "12 MARCH 84", "12 March ’84",
]  # fmt: skip
WORDS = ["born", "Born on", "dob", "D.O.B.:", "date of birth", "birthdate", "geb.", "geboren am", "née le", "nacida el", "född",
    "født", "nato il", "ur.", "birthday:"]  # fmt: skip
CARDS = [
    "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "4111.1111.1111.1111", "41 11 11 11 11 11 11 11",
    "4111\u00a01111\u00a01111\u00a01111", "4111\u200b1111\u200b1111\u200b1111", "４１１１１１１１１１１１１１１１", "5555 5555 5555 4444",
    "2223003122003222", "371449635398431", "3714 496353 98431", "6011 1111 1111 1117", "30569309025904", "3530111333300000",
    "6304 0000 0000 0000", "4222222222222",
]  # fmt: skip
NUMBERS = [
    "AB 12 34 56 C", "ab123456c", "078-05-1120", "ssn 078051120", "BSN 111222333", "Steuer-ID 86 095 742 719", "DNI 12345678Z",
    "X-1234567-L", "1 84 12 76 451 089 46", "RSSMRA85T10A562S", "811218-9876", "19811218-9876", "fødselsnummer 01010750160",
    "CPR 070761-4285", "131052-308T", "PESEL 44051401359", "756.9217.0769.85",
]  # fmt: skip
FINE = [
    "Order of 12/03/1984", "meet on 12 March 2026", "birthday cake for 12/03/2024", "delivered 1984-03-12", "order 4111111111111111",
    "+44 20 7946 0018", "07700 900123 and 07700 900456", "0049 30 901820", "1-800-555-0199", "Invoice 20261122-1234", "£4,111.11",
    "12345678Z", "order no 78051120", "SO-2026-0012345", "ISBN 978-3-16-148410-0", "tracking 1Z 999 AA1 01 2345 6784",
    "their birthday is in March", "she was born in 1984", "open 9-17, 12/03, 14/05", "2026-11-22 10:30", "GTIN 4006381333931",
]  # fmt: skip


def whats(text: str, label: str = "") -> list[str]:
    return [one.what for one in too_much(look(text, label, today=TODAY))]


@pytest.mark.covers("V6")
@pytest.mark.parametrize("spelled", BORN)
@pytest.mark.parametrize("word", WORDS)
def test_a_full_date_of_birth_is_found_and_its_month_is_enough(word: str, spelled: str) -> None:
    text = f"Ines Duarte ({word} {spelled}) likes rye."
    found = look(text, today=TODAY)
    assert [one.what for one in found] == [What.BIRTH]
    kept = smaller(text, found)
    assert "March" in kept
    assert not any(part in kept for part in ("84", "12"))
    assert kept.endswith("likes rye.")


@pytest.mark.covers("V6")
def test_the_label_of_a_field_is_a_word_too() -> None:
    assert whats("1984-03-12", "Date of birth") == [What.BIRTH]
    assert whats("12/03/1984", "Birthday") == [What.BIRTH]
    assert whats("1984-03-12", "Contract since") == []


def test_on_a_day_becomes_in_a_month() -> None:
    text = "She was born on the 3rd of May, 2015 in Porto"
    assert smaller(text, look(text, today=TODAY)) == "She was born in May in Porto"


def test_where_the_month_stands_first_it_is_read_first() -> None:
    text = "born 03/12/1984"
    assert "December" in smaller(text, look(text, today=TODAY))
    assert "March" in smaller(text, look(text, today=TODAY, month_first=True))


@pytest.mark.covers("V6")
@pytest.mark.parametrize("card", CARDS)
def test_a_card_number_is_found_in_any_spacing_and_four_digits_are_enough(card: str) -> None:
    for text in (f"card {card}", f"pays with {card}, exp 12/28", card):
        found = look(text, today=TODAY)
        assert [one.what for one in found] == [What.CARD]
        assert text[found[0].start : found[0].end] == card
        assert len([sign for sign in found[0].smaller if sign.isdigit()]) == 4


def test_cards_stand_out_among_other_numbers() -> None:
    assert whats("4111 1111 1111 1111 07700 900123") == [What.CARD]
    assert whats("Visa no 4111111111111111, then 5555 5555 5555 4444") == [What.CARD, What.CARD]


@pytest.mark.covers("V6")
@pytest.mark.parametrize("number", NUMBERS)
def test_a_national_number_is_found_and_its_end_is_enough(number: str) -> None:
    text = f"Ines: {number}."
    found = look(text, today=TODAY)
    assert [one.what for one in found] == [What.IDENTITY]
    assert number not in smaller(text, found)


@pytest.mark.parametrize("text", FINE)
def test_what_merely_looks_like_it_is_left_alone(text: str) -> None:
    assert whats(text) == []


def test_a_bank_account_is_told_and_kept() -> None:
    found = look("GB29 NWBK 6016 1331 9268 19", today=TODAY)
    assert [one.what for one in found] == [What.BANK]
    assert too_much(found) == []
    assert look("GB28 NWBK 6016 1331 9268 19", today=TODAY) == []


GAP = st.sampled_from(["", " ", "-", "."])


@given(st.sampled_from(["+", "00", "0"]), st.lists(st.integers(10, 9999), min_size=2, max_size=5), GAP)
def test_no_phone_number_is_a_card(first: str, groups: list[int], gap: str) -> None:
    assert What.CARD not in whats("call " + first + gap.join(map(str, groups)))


@given(st.sampled_from(["Order", "Invoice", "Ref.", "Tracking"]), st.integers(10**5, 10**18))
def test_no_order_number_is_a_card_a_birth_or_a_person(word: str, number: int) -> None:
    assert whats(f"{word} {number} is late") == []


@given(st.decimals(0, 9_999_999_999, places=2), st.sampled_from(["{:,.2f}", "£{:,.2f}", "{:.2f} EUR"]))
def test_no_price_is_anything(amount: object, form: str) -> None:
    assert whats(form.format(amount)) == []


@given(
    st.dates(date(1960, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["Ordered", "Delivered on", "Call again", "Meeting"]),
)
def test_no_order_or_appointment_is_a_birth(day: date, word: str) -> None:
    assert whats(f"{word} {day:%d/%m/%Y}, and {day:%-d %B %Y}") == []


@given(st.integers(10**14, 10**15 - 1))
def test_a_card_of_one_wrong_digit_is_none(number: int) -> None:
    digits = f"4{number}"
    right = next(digit for digit in "0123456789" if luhn(digits[:15] + digit))
    wrong = str((int(right) + 1) % 10)
    assert not luhn(digits[:15] + wrong)


@given(st.text(max_size=400))
def test_any_text_can_be_looked_at_twice(text: str) -> None:
    kept = smaller(text, look(text, today=TODAY))
    assert too_much(look(kept, today=TODAY)) == [] or kept != text
