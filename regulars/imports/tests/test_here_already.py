"""What an import brought may be here already: said on its page once it was looked for."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.imports.tests.wizard import bring
from regulars.people.jobs import search_duplicates
from regulars.people.models import DuplicateSearch
from tests.cast import Cast

pytestmark = pytest.mark.django_db

FILE = "Order,Date,Customer,E-mail,Amount\n1,2026-03-01,Ines Duarte,ines.d@harbour.example,5\n2,2026-03-02,Ines Duarte,ines.d@harbour.example,5\n3,2026-03-02,Inês Duarte,,3\n"


def test_its_page_counts_them_and_leads_to_the_queue(as_dana: Client, cast: Cast) -> None:
    """Two people here have the address, so the file's customer is nobody's for sure: a new one, and worth a look."""
    for account in (cast.harbour, cast.vets):
        account.people.update(email="ines.d@harbour.example", name="I. Duarte", folded="i duarte")
    importing = bring(as_dana, FILE)
    page = reverse("import", args=[importing.pk])
    assert "is being looked at just now" in as_dana.get(page).content.decode()
    search_duplicates(search_id=DuplicateSearch.objects.get().pk)
    found = as_dana.get(page).content.decode()
    assert "may be here already" in found
    assert reverse("duplicates") in found


def test_a_file_that_brings_nobody_new_asks_for_no_search(as_dana: Client, cast: Cast) -> None:
    bring(as_dana)
    DuplicateSearch.objects.all().delete()
    bring(as_dana)
    assert not DuplicateSearch.objects.exists()
