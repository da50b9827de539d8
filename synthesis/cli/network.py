"""The addresses of this computer on its local network, found without sending anything."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import AddressValueError, IPv4Address

# Never contacted: connecting a datagram socket only asks the system which way it would go.
_ELSEWHERE = ("192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254")
_GET_ADDRESS = 0x8915  # SIOCGIFADDR
# Networks that a computer makes inside itself, or to another place.
_INNER = ("lo", "docker", "br-", "veth", "virbr", "vmnet", "vbox", "tun", "tap", "wg", "ppp")


def local_addresses() -> list[str]:
    """IPv4 addresses that phones of the same network may reach, the likeliest first."""
    found: dict[str, None] = {}
    for address in (*_of_interfaces(), *_on_the_way_out(), *_of_the_name()):
        if _usable(address):
            found[address] = None
    return sorted(found, key=lambda address: not IPv4Address(address).is_private)


def _usable(address: str) -> bool:
    try:
        parsed = IPv4Address(address)
    except AddressValueError:
        return False
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)


def _of_interfaces() -> Iterator[str]:
    """Linux: a laptop that shares its own network has no way out, yet an address."""
    if sys.platform != "linux":
        return
    from fcntl import ioctl  # noqa: PLC0415 - not on every system

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            if name.startswith(_INNER):
                continue
            with suppress(OSError):  # an interface without address
                answer = ioctl(probe.fileno(), _GET_ADDRESS, struct.pack("256s", name.encode()))
                yield socket.inet_ntoa(answer[20:24])


def _on_the_way_out() -> Iterator[str]:
    for target in _ELSEWHERE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            yield str(probe.getsockname()[0])


def _of_the_name() -> Iterator[str]:
    with suppress(OSError):
        for *_, where in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            yield str(where[0])
