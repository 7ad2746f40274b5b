"""The page of a list: whom it shows, in which order, and how it goes on."""

from django.test import Client

from tests.cast import Cast


def test_everyone_is_listed_with_a_way_to_their_page(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get("/lists/accounts/").content.decode()
    for one in (cast.harbour, cast.vets, cast.tomas, cast.quiet):
        assert f'href="/accounts/{one.pk}/">{one.name}</a>' in page
    people = as_dana.get("/lists/people/").content.decode()
    assert "Ines Duarte" in people


def test_a_filter_in_the_address_leaves_others_out(cast: Cast, as_dana: Client) -> None:
    page = as_dana.get("/lists/accounts/?where=kind:is:individual").content.decode()
    assert "Tomas Albers" in page
    assert "Harbour Bakery" not in page
