"""Which addresses lie outside this machine and the network around it."""

import ipaddress
import re
import socket
import threading
from collections.abc import Container
from queue import Empty, SimpleQueue
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = {80, 443}
NAME = re.compile(
    r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII
)

# Beside what Python's `is_global` knows: ways to an IPv4 address, what clouds tell their machines, and what is only lent.
NOT_OUTSIDE = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared by the customers of one provider, RFC 6598
        "168.63.129.16/32",  # a cloud's own service to its machines
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",  # Teredo, ORCHID and other protocols, RFC 2928
        "2001:db8::/32",
        "2002::/16",  # 6to4, RFC 3056
        "3fff::/20",  # documentation, RFC 9637
    )
]
UNICAST = ipaddress.ip_network(
    "2000::/3"
)  # the only IPv6 there is outside; NAT64, mapped and compatible lie beyond it


class Inside(Exception):
    """Not an address outside. Not an OSError, which connecting would take for one more thing that failed."""


def approved(host: str, port: int, trusted: Container[str], seconds: float) -> list[tuple[Any, Any]]:
    """(family, address to connect to) of all there is behind `host`, looked up once. Raises Inside or OSError.

    One address inside among many refuses them all: an honest name has none.
    """
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if place not in trusted:
        if port not in PORTS:
            raise Inside(place)
        refuse_odd_name(host)
    found = look_up(host, port, seconds)
    for _family, address in found:
        if place not in trusted and not is_outside(ipaddress.ip_address(address[0].partition("%")[0])):
            raise Inside(place)
    return found


def is_outside(address: Address) -> bool:
    if address.version == 6 and address not in UNICAST:
        return False
    listed = any(address in network for network in NOT_OUTSIDE if network.version == address.version)
    return address.is_global and not address.is_multicast and not listed


def refuse_odd_name(host: str) -> None:
    """A name with a dot in it, or an address as everyone writes it: not 2130706433, 0x7f.1, 0177.0.0.1 or `name.`"""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if not NAME.fullmatch(host.lower()):
            raise Inside(host) from None
    else:
        if not is_outside(address):
            raise Inside(host)


def look_up(host: str, port: int, seconds: float) -> list[tuple[Any, Any]]:
    """Once, within `seconds`. A resolver cannot be stopped, so the thread that waits for it is left behind."""
    answers: SimpleQueue[Any] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError(host) from None
    if isinstance(found, Exception):
        raise OSError(host) from found
    return [(family, address) for family, _kind, _protocol, _name, address in found]
