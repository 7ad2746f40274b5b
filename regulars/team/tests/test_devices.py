"""Which of the places one is signed in is which."""

import pytest
from django.core.cache import cache
from django.test import Client

from regulars.team.devices import device
from tests.cast import PASSWORD, Cast

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML) Version/18.0 Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (CHROME, "Chrome on Windows"),
        (f"{CHROME} Edg/140.0", "Edge on Windows"),
        (SAFARI, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_as_people_call_it(user_agent: str, said: str) -> None:
    assert device(user_agent) == said


def test_the_page_of_sessions_names_the_device(cast: Cast) -> None:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    for user_agent in (CHROME, "<b>curl</b>"):
        client = Client(headers={"User-Agent": user_agent})
        client.post("/sign-in/", {"login": cast.dana.email, "password": PASSWORD})
    page = client.get("/settings/sessions/").content.decode()
    assert "Chrome on Windows" in page
    assert "AppleWebKit" not in page
    assert "&lt;b&gt;curl" in page
