"""Where a feed lies on the web: over TLS, and at a path that nobody can guess."""

import re
from typing import Final
from urllib.parse import urlsplit

from knib.errors import ShareError

FEED: Final = "feed.xml"

SECRET: Final = re.compile(r"[0-9a-f]{32}")
"""A folder name of 128 bits, as Knib makes them."""

_HEX: Final = re.compile(r"[0-9a-fA-F]{32,}")
_MIXED: Final = re.compile(r"(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z_-]{22,}")
"""22 signs of 64 kinds are 132 bits. Words of small letters alone are no secret, however long they are."""

_PATH: Final = re.compile(r"(?:/[A-Za-z0-9._~%@:+=-]+)*/?")

CURE: Final = "give the folder's address as in: --base-url https://example.dk/lyd"


def checked_base(address: str) -> str:
    """Give back an address of a folder on the web, without a stroke at its end.

    Raises:
        ShareError: it is none, or anybody on the way could read what comes from it.
    """
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in address[:200])
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as err:
        raise ShareError(f"'{shown}' is no address on the web", cure=CURE) from err
    if parts.scheme == "http":
        raise ShareError(f"'{shown}' would be read on the way by others", cure="use a host with https://")
    if parts.username is not None or parts.password is not None:
        raise ShareError("the address has a name or a password in it", cure="a secret path takes their place")
    if parts.scheme != "https" or not parts.hostname or port == 0 or not address.isascii():
        raise ShareError(f"'{shown}' is no address on the web", cure=CURE)
    if parts.query or parts.fragment or "?" in address or "#" in address or not _PATH.fullmatch(parts.path):
        raise ShareError(f"'{shown}' is not the address of a folder", cure=CURE)
    return address.rstrip("/")


def is_secret(address: str) -> bool:
    """Tell whether a folder or file in the path of an address has a name that nobody can guess."""
    names = (name.replace("-", "") if name.count("-") == 4 else name for name in urlsplit(address).path.split("/"))
    return any(_HEX.fullmatch(name) or _MIXED.fullmatch(name) for name in names)
