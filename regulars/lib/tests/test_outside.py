"""Nothing gets the server to call into its own network, and nobody who answers gets to keep it busy or to be shown."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from regulars.lib.outside import CannotReach, Outside
from regulars.lib.outside.addresses import is_outside
from regulars.lib.tests.listening import Listener, listening

INSIDE = [
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "172.31.255.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "0.0.0.0", "0.1.2.3", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "3fff::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
    "2002:7f00:1::1", "2002:808:808::1", "2001::1", "2001:0:7f00:1::", "100::1", "5f00::1", "4000::1",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001::1"]

WRITTEN = [
    "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.1/", "http://127.0.1/",
    "http://017700000001/", "http://0/", "http://localhost/", "http://localhost./", "http://intranet/", "http://example.com./",
    "http://127.0.0.1./", "http://127。0。0。1/", "http://１２７.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[64:ff9b::127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://127.0.0.1:80/", "http://①②⑦.0.0.1/",
    "http://134744072/", "http://0x08080808/", "http://010.8.8.8/", "http://8.8/",
]  # fmt: skip
ODD = [
    "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "data:text/plain,x", "javascript:alert(1)", "//example.com/",
    "http://user:pass@example.com/", "http://user@example.com/", "http://example.com@127.0.0.1/", "http://127.0.0.1\\@example.com/",
    "http://example.com:22/", "http://example.com:8080/", "https://example.com:25/", "http://", "http:///x", "http://exa mple.com/",
    "http://example.com\r\nHost: x/", "http://-example.com/", "http://example..com/", "",
]  # fmt: skip


def leads_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Every further look-up of any name gives the next of `answers`; the last one for ever. Says what was asked."""
    names: list[str] = []

    def getaddrinfo(host: str, port: int, *_rest: Any, **_more: Any) -> list[Any]:
        names.append(host)
        now = answers[min(len(names), len(answers)) - 1]
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in now
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return names


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where connections were tried to; none succeeds."""
    tried: list[Any] = []

    def connect(_self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


@pytest.mark.attack("E1")
@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_outside_is_known(address: str) -> None:
    assert not is_outside(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_outside_is_known_too(address: str) -> None:
    assert is_outside(ipaddress.ip_address(address))


@pytest.mark.attack("E1")
@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_even_tried(address: str, connected: list[Any]) -> None:
    with pytest.raises(CannotReach), Outside() as line:
        line.get(f"http://[{address}]/" if ":" in address else f"http://{address}/")
    assert connected == []


@pytest.mark.attack("E1")
@pytest.mark.parametrize("url", WRITTEN)
def test_no_other_way_to_write_it_helps(url: str, connected: list[Any]) -> None:
    with pytest.raises(CannotReach), Outside() as line:
        line.get(url)
    assert connected == []


@pytest.mark.attack("E1")
@pytest.mark.parametrize("url", ODD)
def test_other_schemes_ports_and_names_in_front_are_refused(
    url: str, monkeypatch: pytest.MonkeyPatch, connected: list[Any]
) -> None:
    asked = leads_to(monkeypatch, ["8.8.8.8"])
    with pytest.raises(CannotReach), Outside() as line:
        line.get(url)
    assert (asked, connected) == ([], [])


@pytest.mark.attack("E2")
@pytest.mark.parametrize(
    "behind", [["10.0.0.1"], ["::1"], ["8.8.8.8", "192.168.0.1"], ["2606:4700::1", "fe80::1"]]
)
def test_a_name_that_leads_inside_is_refused_even_if_only_in_part(
    behind: list[str], monkeypatch: pytest.MonkeyPatch, connected: list[Any]
) -> None:
    names = leads_to(monkeypatch, behind)
    with pytest.raises(CannotReach, match="not a public one"), Outside() as line:
        line.get("https://metadata.example.com/")
    assert (names, connected) == (["metadata.example.com"], [])


@pytest.mark.attack("E3")
def test_a_name_is_looked_up_once_and_what_was_judged_is_what_is_called(
    monkeypatch: pytest.MonkeyPatch, connected: list[Any]
) -> None:
    names = leads_to(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    with pytest.raises(CannotReach), Outside() as line:
        line.get("http://rebinding.example.com/")
    assert names == ["rebinding.example.com"]
    assert connected == [("8.8.8.8", 80)]


@pytest.fixture
def listener(settings: Any) -> Iterator[Listener]:
    """A server on this machine, which whoever runs the installation has named."""
    with listening() as found:
        settings.OUTSIDE = [found.place]
        yield found


def test_what_was_named_for_it_is_reached(listener: Listener) -> None:
    with Outside() as line:
        assert line.get(f"{listener.url}/json").json() == {"said": "hello"}
    assert listener.seen[0].startswith("GET /json HTTP/1.1")


@pytest.mark.attack("E4")
@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:9/",
        "http://169.254.169.254/latest/",
        "//localhost/",
        "file:///etc/passwd",
        "http://[::1]/",
    ],
)
def test_a_redirect_inside_is_not_followed(listener: Listener, to: str) -> None:
    with pytest.raises(CannotReach), Outside() as line:
        line.get(f"{listener.url}/to?{to}")
    assert len(listener.seen) == 1


@pytest.mark.attack("E4")
def test_after_three_redirects_it_ends(listener: Listener) -> None:
    with pytest.raises(CannotReach, match="again and again"), Outside() as line:
        line.get(f"{listener.url}/round")
    assert len(listener.seen) == 4


@pytest.mark.attack("E4")
def test_what_is_sent_is_never_carried_on_to_another_place(listener: Listener) -> None:
    with Outside() as line:
        answer = line.post(f"{listener.url}/round", data={"secret": "swordfish"}, allow_redirects=True)
    assert (answer.status_code, answer.content, len(listener.seen)) == (307, b"", 1)


@pytest.mark.attack("E12")
@pytest.mark.parametrize("path", ["/drip", "/silent", "/slow-headers", "/endless"])
def test_whoever_keeps_us_waiting_is_left(listener: Listener, path: str) -> None:
    with pytest.raises(CannotReach), Outside(seconds=0.5) as line:
        line.get(f"{listener.url}{path}")


@pytest.mark.attack("E12")
@pytest.mark.parametrize("path", ["/endless", "/large", "/chunks"])
def test_too_long_an_answer_is_not_read_on(listener: Listener, path: str) -> None:
    with pytest.raises(CannotReach, match="more than is taken"), Outside(limit=10_000) as line:
        line.get(f"{listener.url}{path}")


@pytest.mark.attack("E12")
@pytest.mark.parametrize("path", ["/html", "/nothing-said", "/packed", "/cut"])
def test_another_kind_of_answer_or_half_of_one_is_refused(listener: Listener, path: str) -> None:
    with pytest.raises(CannotReach) as refused, Outside() as line:
        line.get(f"{listener.url}{path}")
    assert "swordfish" not in str(refused.value)


@pytest.mark.attack("E12")
def test_an_error_page_of_the_other_side_is_left_unread(listener: Listener) -> None:
    with Outside() as line:
        answer = line.get(f"{listener.url}/broken")
    assert (answer.status_code, answer.content) == (500, b"")


@pytest.mark.attack("E12", "E8")
def test_a_closed_port_and_one_that_talks_nonsense_read_the_same(listener: Listener, settings: Any) -> None:
    settings.OUTSIDE = ["127.0.0.1:9", listener.place]
    said = set()
    for url in ("http://127.0.0.1:9/", f"{listener.url}/nonsense"):
        with pytest.raises(CannotReach) as refused, Outside() as line:
            line.get(url)
        said.add(str(refused.value))
    assert len(said) == 1


def test_nothing_comes_from_the_environment_and_no_cookie_stays(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Outside() as line:
        line.get(f"{listener.url}/json")
        line.get(f"{listener.url}/json")
        assert not line.cookies
    assert all("Cookie:" not in request and "Connection: close" in request for request in listener.seen)


def test_every_failure_is_one_that_the_sign_in_library_knows() -> None:
    assert issubclass(CannotReach, requests.RequestException)
