"""A filter that is written down is read again as it was, and nothing else is read at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.lists.errors import FilterRefused
from regulars.lists.filters import (
    All,
    AnyOf,
    Condition,
    Filter,
    Not,
    from_address,
    from_json,
    to_address,
    to_json,
)
from regulars.lists.tests.made_filters import filters

LEAF = {"field": "name", "op": "is", "value": "x"}


@given(filters())
def test_a_filter_comes_back_from_json_as_it_was(made: Filter) -> None:
    assert from_json(json.loads(json.dumps(to_json(made)))) == made


@given(filters())
def test_a_filter_comes_back_from_an_address_as_it_was(made: Filter) -> None:
    assert from_address("accounts", to_address(made)) == made


def test_an_address_can_be_read_by_a_person() -> None:
    wholesale = Condition("tags", "any_of", ("3", "4"))
    made = Filter("accounts", All((Condition("standing", "is", "customer"), Not(AnyOf((wholesale, LATE))))))
    assert to_address(made) == "standing:is:customer;!(tags:any_of:3,4|last_contact:not_in_last:90)"


LATE = Condition("last_contact", "not_in_last", "90")


@given(st.text(max_size=60))
def test_any_address_is_a_filter_or_is_refused(text: str) -> None:
    try:
        made = from_address("accounts", text)
    except FilterRefused:
        return
    assert from_address("accounts", to_address(made)) == made


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=8),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(["of", "where", "all", "any", "not", "field", "op", "value"]), x
            )
        ),
    )
)
def test_any_json_is_a_filter_or_is_refused(data: Any) -> None:
    try:
        made = from_json({"of": "accounts", "where": data})
    except FilterRefused:
        return
    assert from_json(to_json(made)) == made


@pytest.mark.attack("C2")
@pytest.mark.parametrize(
    "forged",
    [
        {"field": "owner__password", "op": "is", "value": "x"},
        {"field": "name", "op": "is__in", "value": "x"},
        {"field": "name) OR 1=1 --", "op": "is", "value": "x"},
        {"field": "name", "op": "is", "value": "x", "_connector": "OR"},
        {"_connector": "OR", "all": []},
        {"field": "name", "op": "is", "value": {"a": 1}},
        {"field": "name", "op": "is", "value": 7},
        {"field": "name", "op": "any_of", "value": []},
        {"field": "_name", "op": "is", "value": "x"},
        {"field": "name\n", "op": "is", "value": "x"},
        {"field": "name", "op": "is", "value": "x" * 201},
        {"field": "name", "op": "is", "value": "nul\0"},
        {"not": {"not": LEAF}},
        ["name"],
        "name",
        None,
    ],
)
def test_forged_json_is_refused_with_a_sentence(forged: Any) -> None:
    with pytest.raises(FilterRefused, match=r"\w+ \w+"):
        from_json({"of": "accounts", "where": {"all": [forged]}})


def test_a_filter_is_never_deeper_or_longer_than_a_page_can_show() -> None:
    deep: Any = LEAF
    for _ in range(5):
        deep = {"all": [deep]}
    assert from_json({"of": "accounts", "where": deep})
    data: Any
    for data in ({"any": [deep]}, {"all": [LEAF] * 51}, {"all": [{"any": []}] * 101}):
        with pytest.raises(FilterRefused):
            from_json({"of": "accounts", "where": data})


@pytest.mark.parametrize(
    "text", ["(" * 3000, "!" * 50, "a:is:b;" * 400, "a:is:b;c", "(a:is:b", "a:is:b|c:is:d;e:is:f", "x" * 7000]
)
def test_a_bomb_in_an_address_is_refused_at_once(text: str) -> None:
    with pytest.raises(FilterRefused):
        from_address("accounts", text)
