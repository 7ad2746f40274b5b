"""Who may be here twice: what speaks for it, what against it, and how often it is right."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from regulars.people.duplicates import searching
from regulars.people.duplicates.candidates import STEPS
from regulars.people.duplicates.comparing import LIKELY, Side, accounts_alike, names_alike, people_alike
from regulars.people.duplicates.deciding import not_the_same
from regulars.people.duplicates.finding import likely, likely_accounts, spellings
from regulars.people.duplicates.words import REASONS, in_words
from regulars.people.jobs import search_duplicates
from regulars.people.merging.joining import merge_people
from regulars.people.models import Account, ContactPoint, DuplicatePair, DuplicateSearch, Kind, Person
from regulars.people.tests import merged, twins
from tests.cast import Cast, account

pytestmark = pytest.mark.django_db


def side(name: str, **about: Any) -> Side:
    given: dict[str, Any] = {
        key: frozenset(value) if isinstance(value, set) else value for key, value in about.items()
    }
    return Side(name, **given)


def searched() -> DuplicateSearch:
    made = searching.ask_for_search()
    search_duplicates(search_id=made.pk)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("ines duarte", "ines duarte", "same_name"),
        ("ines duarte", "duarte ines", "other_order"),
        ("ines duarte", "ines duarde", "one_letter"),
        ("ines duarte", "ines durate", "one_letter"),
        ("ines duarte", "ines duart", "one_letter"),
        ("robert haddad", "bob haddad", "nickname"),
        ("i duarte", "ines duarte", "initial"),
        ("ines maria duarte", "ines duarte", "like_name"),
    ],
)
def test_names_that_are_nearly_the_same_say_how(one: str, other: str, why: str) -> None:
    assert names_alike(one, other)[1] == why
    assert names_alike(other, one) == names_alike(one, other)
    assert why in REASONS


@pytest.mark.parametrize(
    ("one", "other"), [("ann lee", "ben lee"), ("ines duarte", "tomas albers"), ("li wu", "lu wu")]
)
def test_other_names_speak_against_it(one: str, other: str) -> None:
    assert names_alike(one, other)[0] < 0


def test_a_family_with_one_phone_is_not_one_person() -> None:
    home = {"phones": {"+4416"}, "account": 7}
    assert people_alike(side("ann lee", **home), side("ben lee", **home)).score < LIKELY
    assert people_alike(side("ann lee", **home), side("ann lee", **home)).score >= LIKELY


def test_a_shared_mailbox_is_nobody_s_own() -> None:
    office = {"emails": {"info@lee.example"}, "phones": {"+4420"}, "account": 7}
    assert people_alike(side("ann lee", **office), side("tom wu", **office)).score < LIKELY
    own = {"emails": {"ann@lee.example"}}
    assert people_alike(side("ann lee", **own), side("a lee", **own)).score >= LIKELY


def test_a_name_that_thousands_have_is_not_enough() -> None:
    assert people_alike(side("john smith", account=1), side("john smith", account=2)).score < LIKELY


def test_shops_of_one_chain_are_several() -> None:
    leeds, bristol = (
        side("crust", addresses={"1 high street leeds"}),
        side("crust", addresses={"9 park row bristol"}),
    )
    assert accounts_alike(leeds, bristol, rare=True).score < LIKELY
    same = side("crust ltd", addresses={"1 high street leeds ls1"})
    assert accounts_alike(leeds, same).score >= LIKELY
    ours, theirs = (side("ann lee", company="crust", addresses=town.addresses) for town in (leeds, bristol))
    assert people_alike(ours, theirs).score < LIKELY


@pytest.mark.slow
def test_what_is_known_to_be_there_twice_is_found_and_little_else() -> None:
    made = twins.make()
    searched()
    found = set(DuplicatePair.objects.filter(kind="person").values_list("first", "second"))
    recall, precision = len(found & made.twins) / len(made.twins), len(found & made.twins) / len(found)
    assert not found & made.alike
    assert (recall >= 0.95, precision >= 0.93) == (True, True), (recall, precision)
    shops = Account.objects.filter(name__startswith="Crust").values_list("pk", flat=True)
    assert not DuplicatePair.objects.filter(kind="account", first__in=shops).exists()


def test_a_search_done_twice_finds_the_same_and_keeps_what_somebody_said(cast: Cast) -> None:
    one, other = merged.people(cast)
    Person.objects.filter(pk=other.pk).update(email=one.email)
    first = searched()
    rows = list(DuplicatePair.objects.values_list("kind", "first", "second", "score"))
    assert rows == [("person", one.pk, other.pk, 100)]
    assert first.found == 1
    search_duplicates(search_id=first.pk)
    not_the_same(DuplicatePair.objects.get(), by=cast.dana)
    assert searched().found == 0
    assert DuplicatePair.objects.get().verdict == "not_the_same"


def test_a_search_that_was_stopped_goes_on_where_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    merged.people(cast)
    done: list[int] = []
    step = searching._step

    def killed(*args: Any) -> int:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(1)
        return step(*args)

    monkeypatch.setattr(searching, "_step", killed)
    made = searching.ask_for_search()
    with pytest.raises(KeyboardInterrupt):
        search_duplicates(search_id=made.pk)
    made.refresh_from_db()
    assert (made.step, made.percent) == (3, 3 * 100 // len(STEPS))
    assert searching.ask_for_search().pk == made.pk
    monkeypatch.setattr(searching, "_step", step)
    search_duplicates(search_id=made.pk)
    assert DuplicatePair.objects.count() == 1


def test_what_is_no_question_any_more_leaves_the_queue(cast: Cast) -> None:
    _one, other = merged.people(cast)
    searched()
    assert DuplicatePair.objects.get().score == 65
    Person.objects.filter(pk=other.pk).update(name="Ada Oyelaran", folded="ada oyelaran")
    searched()
    assert not DuplicatePair.objects.exists()


def test_two_who_became_one_are_no_question(cast: Cast) -> None:
    one, other = merged.people(cast)
    searched()
    merge_people(one, other, by=cast.dana)
    assert not DuplicatePair.objects.waiting().exists()


def test_somebody_about_to_be_added_is_found_however_they_are_typed(cast: Cast) -> None:
    ines = cast.harbour.people.get()
    Person.objects.filter(pk=ines.pk).update(phone_e164="+442079460018")
    ContactPoint.objects.create(
        account=cast.harbour, person=ines, kind="email", value="i@x.example", key="i@x.example"
    )
    for about in (
        {"name": "Ines Duarte"},
        {"name": "DUARTE Ines"},
        {"name": "Inês Duarde"},
        {"name": "I. Duarte", "email": "INES@harbour.example"},
        {"name": "Ines", "phone": "020 7946 0018", "email": "ines@harbour.example"},
        {"name": "Ines D", "email": "i@x.example"},
    ):
        assert [one.record.pk for one in likely(**about)] == [ines.pk], about  # type: ignore[arg-type] # texts only
    assert likely("Somebody Else") == []


def test_an_account_about_to_be_added_is_found(cast: Cast) -> None:
    for name in ("Harbour Bakery", "harbour bakery ltd", "Harbor Bakery"):
        assert [one.record for one in likely_accounts(name)] == [cast.harbour], name
    found = likely_accounts("Ines at home", email="ines@harbour.example")
    assert found == []
    assert in_words(likely_accounts("Harbour Bakery")[0].reasons) == "same name"


def test_the_binned_are_not_found(cast: Cast) -> None:
    Account.objects.filter(pk=cast.harbour.pk).update(removed_at=timezone.now() - timedelta(days=1))
    assert likely("Ines Duarte") == []
    assert likely_accounts("Harbour Bakery") == []


def test_spellings_hold_every_letter_apart_and_none_is_made_of_short_names() -> None:
    assert {"ines duarde", "nies duarte", "ines duart", "inees duarte", "duarte ines"} <= set(
        spellings("ines duarte")
    )
    assert spellings("li") == ["li"]
    assert spellings("") == []
    assert len(spellings("x" * 200)) < 5


def test_a_thousand_of_one_name_are_left_alone() -> None:
    company = account("Acme", Kind.COMPANY, "John Smith")
    Person.objects.bulk_create(
        Person(account=company, name="John Smith", folded="john smith", email="info@acme.example")
        for _one in range(100)
    )
    assert searched().found == 0
