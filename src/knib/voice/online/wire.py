"""Requests sent and answers read, with suspicion. The only home of requests.

An answer may come from a hotel's log-in page, be cut off, or never end; none of these is a voice. Certificates are
verified, redirects are not followed, cookies are not kept, and proxies are those of the environment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from knib.errors import VoiceError
from knib.units import MINUTE, SECOND, Ms
from knib.values import dataclass
from knib.voice.online.patience import BUSY, SOON, Clockwork, Later
from knib.voice.retry_after import wait_asked

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

TIMEOUT: Final = (5.0, 20.0)
"""Seconds to connect, and from one byte to the next."""

WHOLE: Final = Ms(MINUTE)
"""The longest that one answer may take in all."""

LARGEST: Final = 4_000_000
"""Bytes of an answer: a hundred characters spoken take about 50 000."""

LOG_IN: Final = "open a web page in a browser and log in to this network, or use another network"
CONNECT: Final = "connect this machine to the internet"
"""Begin the cure of an error; the booth says how to go on."""


@dataclass(frozen=True, slots=True)
class Wire:
    """Sends requests and reads answers. `cure` is told when a server refuses."""

    cure: str = "ask who runs this server"
    timeout: tuple[float, float] = TIMEOUT
    clockwork: Clockwork = field(default_factory=Clockwork)

    def send(self, request: "PreparedRequest") -> bytes:
        """Send a request and read the whole of its answer.

        Returns:
            The answer's body: 200, whole, not HTML, at most 4 MB.

        Raises:
            Later: the server is busy (429 or 503), did not answer in time, or cut the connection.
            VoiceError: it cannot be reached, cannot prove who it is, or somebody else answered.
        """
        from http.cookiejar import DefaultCookiePolicy

        import requests

        host = urlsplit(str(request.url)).hostname or ""
        with _translated(host), requests.Session() as session:
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
            # Proxies and certificates named in the environment, which a session adds to its own requests alone.
            world = session.merge_environment_settings(request.url, {}, stream=True, verify=None, cert=None)
            with session.send(request, timeout=self.timeout, allow_redirects=False, **world) as answer:
                _check(answer, host, self.cure)
                return self._body(answer, host)

    def _body(self, answer: "Response", host: str) -> bytes:
        body, end = bytearray(), self.clockwork.now() + WHOLE
        for piece in answer.iter_content(65_536):
            body += piece
            if len(body) > LARGEST:
                raise VoiceError(f"{host} sent more than any speech is", cure="try again tomorrow")
            if self.clockwork.now() > end:
                raise Later(f"{host} did not come to the end of its answer in {WHOLE // SECOND} s", SOON)
        if body.lstrip()[:1] == b"<":
            raise _page(host)
        return bytes(body)


@contextmanager
def _translated(host: str) -> Iterator[None]:
    """Say in words of ours what went wrong on the way."""
    from requests import exceptions as on_the_way
    from urllib3.exceptions import MaxRetryError

    try:
        yield
    except on_the_way.SSLError as err:
        raise VoiceError(
            f"{host} could not prove who it is, so nothing was sent",
            cure="use another network; a workplace that reads all traffic names its certificate in REQUESTS_CA_BUNDLE",
        ) from err
    except on_the_way.ReadTimeout as err:
        raise Later(f"{host} did not answer in time", SOON) from err
    except on_the_way.ProxyError as err:
        raise VoiceError(f"the proxy on the way to {host} did not let it through", cure="check HTTPS_PROXY") from err
    except on_the_way.ConnectionError as err:
        if isinstance(err, on_the_way.ConnectTimeout) or any(isinstance(part, MaxRetryError) for part in err.args):
            raise VoiceError(f"{host} cannot be reached", cure=CONNECT) from err
        raise Later(f"{host} cut the connection", SOON) from err
    except on_the_way.RequestException as err:
        raise Later(f"{host} sent an answer that was not whole", SOON) from err


def _check(answer: "Response", host: str, cure: str) -> None:
    """Look at what can be seen before the body is read."""
    status = answer.status_code
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        raise Later(f"{host} is busy ({status})", max(BUSY, wait_asked(answer.headers.get("Retry-After", ""))))
    if answer.is_redirect or "html" in answer.headers.get("Content-Type", "").lower():
        raise _page(host)
    if status != HTTPStatus.OK:
        raise VoiceError(f"{host} refused ({status})", cure=cure)


def _page(host: str) -> VoiceError:
    return VoiceError(f"a web page came in place of {host}'s answer", cure=LOG_IN)
