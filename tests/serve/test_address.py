import pytest

from knib.errors import UsageError
from knib.serve.address import checked, in_link, lan_address


def no_network() -> str:
    raise OSError("Network is unreachable")


def test_the_way_out_is_this_machines_address() -> None:
    assert lan_address(lambda: "192.168.1.20") == "192.168.1.20"


@pytest.mark.parametrize("look", [no_network, lambda: "127.0.0.1"])
def test_a_machine_in_no_network_is_told(look: object) -> None:
    with pytest.raises(UsageError, match="in no network"):
        lan_address(look)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address", ["10.0.0.5", "172.16.9.9", "169.254.3.4", "127.0.0.1", "100.64.0.1", "fe80::1", "fd00::2"]
)
def test_addresses_of_a_room_are_taken(address: str) -> None:
    assert checked(address) == address


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("8.8.8.8", "whole internet"),
        ("2a00:1450::1", "whole internet"),
        ("0.0.0.0", "not one machine"),  # noqa: S104 -- which is what is refused
        ("::", "not one machine"),
        ("224.0.0.1", "not one machine"),
        ("min-pc", "is no address"),
        ("", "is no address"),
    ],
)
def test_no_other_is(address: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        checked(address)


def test_ipv6_stands_in_brackets_in_a_link() -> None:
    assert in_link("fd00::2") == "[fd00::2]"
    assert in_link("10.0.0.5") == "10.0.0.5"
