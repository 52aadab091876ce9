"""One line sent to a speech server, and its answer, as it comes. Plain Python: no extra is needed to use a server."""

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from typing import Any, Final, cast

from knib import __version__
from knib.errors import VoiceError
from knib.values import dataclass
from knib.voice.server.place import Reach, Server

CONNECT: Final = 10.0
"""Seconds to wait for a connection."""

_PIECE: Final = 65_536


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How long an answer may take, in seconds, and how many bytes it may have."""

    silence: float = 60
    whole: float = 180
    largest: int = 60_000_000


LIMITS: Final = Limits()
"""A voice of a slow machine may need a minute before it begins; twenty minutes of WAV have 60 MB."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server answered. `kind` is its media type, `retry_after` and `location` the headers of that name."""

    status: int
    kind: str
    body: bytes
    retry_after: str = ""
    location: str = ""


def post(server: Server, body: bytes, key: str, limits: Limits = LIMITS) -> Answer:
    """Send a request and read the answer, whatever its status. No redirect is followed, for the key would go along.

    Raises:
        VoiceError: there is no answer, or it is too slow, too large or cut off.
    """
    headers = {"Content-Type": "application/json", "User-Agent": f"knib/{__version__}"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    # The address was checked: it is http or https.
    request = urllib.request.Request(server.url, body, headers)  # noqa: S310
    try:
        with _opener(server.reach).open(request, timeout=limits.silence) as response:
            return _answer(server, cast("http.client.HTTPResponse", response), limits)
    except (OSError, http.client.HTTPException, ValueError) as err:
        raise _unanswered(server, err) from err


def _answer(server: Server, response: http.client.HTTPResponse, limits: Limits) -> Answer:
    head = response.headers
    return Answer(
        status=response.status,
        kind=head.get_content_type() if "Content-Type" in head else "",  # which would say "text/plain"
        body=_body(server, response, limits),
        retry_after=head.get("Retry-After", ""),
        location=head.get("Location", ""),
    )


def _body(server: Server, response: http.client.HTTPResponse, limits: Limits) -> bytes:
    """Read the body, a piece at a time, to where its length or its end says."""
    told = response.headers.get("Content-Length", "") if not response.chunked else ""
    length = int(told) if told.isdecimal() else None
    body, latest = bytearray(), time.monotonic() + limits.whole
    while length is None or len(body) < length:
        piece = response.read1(_PIECE if length is None else min(_PIECE, length - len(body)))
        if not piece:
            break
        body += piece
        if len(body) > limits.largest:
            raise VoiceError(
                f"{server.voice}: the answer has more than {limits.largest} bytes", cure="see what the server is"
            )
        if time.monotonic() > latest:
            raise TimeoutError
    if length is not None and len(body) < length:
        raise http.client.IncompleteRead(b"", length - len(body))
    return bytes(body)


def _opener(reach: Reach) -> urllib.request.OpenerDirector:
    # What is near is asked directly: a proxy would take the line off this machine or network.
    proxies = urllib.request.ProxyHandler(None if reach is Reach.PUBLIC else {})
    return urllib.request.build_opener(proxies, _Http, _Https, _AsItComes)


class _AsItComes(urllib.request.HTTPErrorProcessor):
    """Gives every answer as it is: an error's words are wanted, and no redirect is followed."""

    def http_response(self, request: Any, response: Any) -> Any:  # noqa: ANN401, ARG002 -- as urllib has it
        return response

    https_response = http_response


class _Plain(http.client.HTTPConnection):
    """Waits less long for somebody to be there than for what he says."""

    def connect(self) -> None:
        patience = self.timeout
        self.timeout = min(CONNECT, patience or CONNECT)
        super().connect()
        self.sock.settimeout(patience)


class _Secure(_Plain, http.client.HTTPSConnection):
    """The same, over TLS."""


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Plain, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Secure, req, context=ssl.create_default_context())


def _unanswered(server: Server, err: Exception) -> VoiceError:
    """Say in words why there is no answer."""
    reason = err.reason if isinstance(err, urllib.error.URLError) else err
    match reason:
        case TimeoutError():
            said, cure = "does not answer in time", "see what it is doing, or try again"
        case ConnectionRefusedError():
            said, cure = "is not running", "start it, and see that the port in its address is right"
        case socket.gaierror():
            said, cure = "cannot be found", "see that its address is right and the network there"
        case ssl.SSLCertVerificationError():
            said, cure = (
                "shows a certificate that is not trusted",
                "see that its address is right, or mend its certificate",
            )
        case ssl.SSLError():
            said, cure = "does not speak TLS as it should", "see whether its address begins with http:// or https://"
        case http.client.IncompleteRead() | ConnectionError():
            said, cure = "broke off its answer", "try again, and see what it says in its log"
        case http.client.HTTPException() | ValueError():
            said, cure = "does not answer as a server on the web does", "see that the port in its address is right"
        case _:
            said, cure = f"cannot be reached: {reason}", "see that its address is right and the network there"
    return VoiceError(f"{server.voice}: the server {server.host} {said}", cure=cure)
