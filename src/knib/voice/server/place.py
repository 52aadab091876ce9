"""Where a speech server is and what is wanted of it: its table in the settings, read and checked. Opens nothing."""

import os
import re
from collections.abc import Mapping
from enum import Enum
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from knib.errors import VoiceError
from knib.values import dataclass

TABLE: Final = 'address = "http://127.0.0.1:8000", model = "…" and voice = "…"'

FORMATS: Final = ("wav", "flac", "mp3", "opus")
"""What may be asked for. Not `pcm`, which does not say how many samples it has a second, and not `aac`."""

_REQUIRED: Final = ("address", "model")
_KEYS: Final = (*_REQUIRED, "voice", "format", "key_env")
_SECRETS: Final = ("key", "api_key", "apikey", "token", "password", "secret")

_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOCAL_ENDINGS: Final = (".local", ".lan", ".internal", ".home.arpa", ".localdomain")
_PRIVATE: Final = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10")
"""RFC 1918, RFC 3927, RFC 4193 and RFC 4291, 2.5.6: addresses that no router passes on to the internet."""


class Reach(Enum):
    """How far a line goes to be spoken."""

    MACHINE = "on this machine"
    NETWORK = "on this network"
    PUBLIC = "outside this network"


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A speech server of the user's settings.

    `voice` is the name a person chooses it by, `url` where a line is sent, `speaker` the voice that the server is
    asked for, `form` the format of its answer, and `key_env` the environment variable that holds its key, if any.
    """

    voice: str
    url: str
    host: str
    reach: Reach
    model: str
    speaker: str
    form: str
    key_env: str

    def key(self) -> str:
        """Take the key from the environment; empty when the server needs none.

        Raises:
            VoiceError: it is not there, or is no key. What it is stands in no message.
        """
        if not self.key_env:
            return ""
        key = os.environ.get(self.key_env, "").strip()
        if not key:
            raise VoiceError(
                f"{self.voice}: the environment variable {self.key_env}, which holds the key, is not set",
                cure=f"set it, in this shell: export {self.key_env}=…",
            )
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise VoiceError(f"{self.voice}: what {self.key_env} holds is no key", cure="copy the key once more")
        return key


def read(variant: str, settings: Mapping[str, object]) -> Server:
    """Read the table of a server, `[voices.http.VARIANT]`.

    Args:
        variant: Which server is wanted.
        settings: The tables of all servers, by name.

    Raises:
        VoiceError: there is no such table, or something in it cannot be meant.
    """
    voice = f"http:{variant}" if variant else "http"
    table = _texts(voice, _table(voice, variant, settings))
    parts = _address(voice, table["address"])
    host = (parts.hostname or "").rstrip(".")
    return Server(
        voice=voice,
        url=_speech(parts),
        host=host,
        reach=_reach(voice, host, parts),
        model=table["model"],
        speaker=table.get("voice", ""),
        form=table.get("format") or FORMATS[0],
        key_env=table.get("key_env", ""),
    )


def reach_of(host: str) -> Reach:
    """Tell by its name how far a host is. Nothing is looked up; what is not known to be near counts as far."""
    from ipaddress import IPv6Address, ip_address, ip_network

    host = host.lower()
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return _reach_of_name(host)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return Reach.MACHINE
    return Reach.NETWORK if any(address in ip_network(private) for private in _PRIVATE) else Reach.PUBLIC


def _reach(voice: str, host: str, parts: SplitResult) -> Reach:
    """Tell how far the server is, and refuse to send a line through the world in clear."""
    reach = reach_of(host)
    if reach is Reach.PUBLIC and parts.scheme != "https":
        raise VoiceError(
            f"{voice}: every line would be sent to {host} for all to read on the way",
            cure=f'write https:// in its address: address = "https://{parts.netloc}{parts.path}"',
        )
    return reach


def _reach_of_name(host: str) -> Reach:
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761, 6.3
        return Reach.MACHINE
    bare = "." not in host and ":" not in host and host[:1].isalpha()  # and not 2130706433, which is an address, too
    return Reach.NETWORK if bare or host.endswith(_LOCAL_ENDINGS) else Reach.PUBLIC


def _table(voice: str, variant: str, settings: Mapping[str, object]) -> Mapping[str, object]:
    """Find the table of a server."""
    known = [name for name, table in settings.items() if isinstance(table, Mapping)]
    table = settings.get(variant)
    if isinstance(table, Mapping):
        return table
    if known:
        choice = " or ".join(f"--voice http:{name}" for name in known)
        raise VoiceError(f"{voice}: no server {'of that name' if variant else 'is chosen'}", cure=f"write {choice}")
    raise VoiceError(
        f"{voice}: no server is set up", cure=f"write in the settings, under [voices.http.{variant or 'NAME'}]: {TABLE}"
    )


def _texts(voice: str, table: Mapping[str, object]) -> dict[str, str]:
    """See that the table holds what it may and must hold."""
    for name, value in table.items():
        if name in _SECRETS:
            raise VoiceError(
                f"{voice}: the key must not stand in the settings ({name})",
                cure='put it in an environment variable, and write that one\'s name: key_env = "MY_SPEECH_KEY"',
            )
        if name not in _KEYS:
            raise VoiceError(f"{voice}: there is no setting '{name}'", cure=f"choose from: {', '.join(_KEYS)}")
        if not isinstance(value, str):
            raise VoiceError(f"{voice}: '{name}' is no text", cure=f'put it in quotation marks: {name} = "…"')
    texts = {name: str(value).strip() for name, value in table.items()}
    for name in _REQUIRED:
        if not texts.get(name):
            raise VoiceError(f"{voice}: its '{name}' is missing", cure=f"write in its table: {TABLE}")
    form = texts.get("format") or FORMATS[0]
    if form not in FORMATS:
        raise VoiceError(f"{voice}: there is no format '{form}'", cure=f"choose one of: {', '.join(FORMATS)}")
    if texts.get("key_env") and not _VARIABLE.fullmatch(texts["key_env"]):  # perhaps the key itself: not repeated
        raise VoiceError(
            f"{voice}: key_env is no name of an environment variable", cure='write a name: key_env = "MY_SPEECH_KEY"'
        )
    return texts


def _address(voice: str, address: str) -> SplitResult:
    cure = f"write how it is reached, host and port, and no password: {TABLE.partition(',')[0]}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as err:
        raise VoiceError(f"{voice}: its address is no address of a server", cure=cure) from err
    if not usable or any(not sign.isprintable() or sign.isspace() for sign in address):
        raise VoiceError(f"{voice}: its address is no address of a server", cure=cure)
    if "@" in parts.netloc or parts.query or parts.fragment:  # perhaps a secret: not repeated
        raise VoiceError(f"{voice}: its address holds more than an address", cure=cure)
    return parts


def _speech(parts: SplitResult) -> str:
    """Give the address that speaks, whether the server's own is written, that of its API, or the whole."""
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~")
    rest = next(rest for ending, rest in _PATHS if path.endswith(ending))
    return f"{parts.scheme}://{parts.netloc}{path}{rest}"


_PATHS: Final = (("/audio/speech", ""), ("/v1", "/audio/speech"), ("", "/v1/audio/speech"))
"""How an address ends, and what is missing then."""
