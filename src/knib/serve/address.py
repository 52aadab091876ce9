"""At which address of this machine a telephone in the same room can reach it."""

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Final

from knib.errors import UsageError

LOOPBACK: Final = "127.0.0.1"

_SOMEWHERE: Final = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737). To be connected to it by UDP sends nothing: it only chooses the way out."""

_CURE: Final = "join the same network as the telephone, or name this machine's address there: --address 192.168.1.20"


def way_out() -> str:
    """Give the address by which this machine talks to its network. Nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as feeler:
        feeler.connect(_SOMEWHERE)
        return str(feeler.getsockname()[0])


def lan_address(look: Callable[[], str] = way_out) -> str:
    """Give this machine's address in its network.

    Raises:
        UsageError: it is in no network, or in the open internet.
    """
    try:
        found = look()
    except OSError as err:
        raise UsageError("This machine is in no network.", cure=_CURE) from err
    if ip_address(found).is_loopback:
        raise UsageError("This machine is in no network.", cure=_CURE)
    return checked(found)


def checked(address: str) -> str:
    """Give an address back if it is one of a room: one machine's, and none that the internet reaches.

    Raises:
        UsageError: it is not.
    """
    try:
        number = ip_address(address)
    except ValueError as err:
        raise UsageError(f"'{address}' is no address.", cure="write it as 192.168.1.20") from err
    if number.is_unspecified or number.is_multicast:
        raise UsageError(f"{address} is not one machine's address.", cure=_CURE)
    if number.is_global:
        raise UsageError(f"{address} can be reached from the whole internet.", cure=_CURE)
    return str(number)


def in_link(address: str) -> str:
    """Write an address as it stands in a link: RFC 3986, 3.2.2, puts IPv6 in brackets."""
    return f"[{address}]" if ":" in address else address
