"""Many into the bin at once: asked once more, with what was ticked kept. One alone is not: a click brings it back."""

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account
from tests.cast import PASSWORD, Cast
from tests.conftest import confirm_again


def test_many_are_asked_about_and_one_is_not(cast: Cast) -> None:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    client = Client()
    client.force_login(cast.dana)
    confirm_again(client, cast.dana, ago=660)
    ids = [cast.vets.pk, cast.tomas.pk]
    given = {"act": "remove", "id": ids, "sure": "1", "of": "accounts"}
    page = client.post(reverse("list-acted", args=["accounts"]), given)
    assert (page.status_code, "Is it still you?" in page.content.decode()) == (422, True)
    assert [value for name, value in page.context["rest"] if name == "id"] == [str(pk) for pk in ids]
    assert not Account.objects.exclude(removed_at=None).exists()
    client.post(reverse("list-acted", args=["accounts"]), given | {"confirm-password": PASSWORD})
    assert Account.objects.exclude(removed_at=None).count() == 2
    confirm_again(client, cast.dana, ago=660)
    client.post(reverse("account-removal", args=[cast.harbour.pk]))
    assert Account.objects.exclude(removed_at=None).count() == 3
