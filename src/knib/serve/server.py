"""A server that lives for some minutes. With `impatient`, the only home of uvicorn.

It logs nothing: not who asked, not what for. Whoever is slow waits alone, and whoever never finishes asking is let go.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import uvicorn

from knib.errors import UsageError
from knib.serve.address import in_link
from knib.serve.hatch import Hatch
from knib.serve.impatient import impatient
from knib.values import dataclass

MOST_FILES: Final = 4096
"""Connections and files that may be open at once, where the system lets us choose (macOS begins with 256)."""

WAITING: Final = 1024
"""Connections that the system keeps for us while we are busy."""

LAST_WORDS: Final = 10
"""Seconds that a download under way has left when the time is up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """How long the server waits, in seconds: in all, for a first visitor, and for one request to be asked."""

    open: float = 15 * 60
    nobody: float = 60
    request: float = 10


def listen(address: str, port: int = 0) -> socket.socket:
    """Take one address of this machine, and a free port of it unless one is named.

    Raises:
        UsageError: it is not this machine's, or the port is taken.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.bind((address, port))
        sock.listen(WAITING)
    except OSError as err:
        sock.close()
        where = f"{in_link(address)}:{port}" if port else address
        cure = "leave out --port, or choose one above 1023; --address must be an address of this machine"
        raise UsageError(f"Cannot listen at {where}: {err.strerror}.", cure=cure) from err
    return sock


def link(sock: socket.socket, secret: str) -> str:
    """Give the address to be typed or photographed."""
    address, port = sock.getsockname()[:2]
    return f"http://{in_link(address)}:{port}/{secret}/"


class Server:
    """Hands out what a hatch has, until its time is up or `stop` is called."""

    def __init__(self, hatch: Hatch, waits: Waits, on_nobody: Callable[[], None] = lambda: None) -> None:
        """Make it ready. `on_nobody` is called when nobody asked for a while."""
        self._waits, self._on_nobody, self._asked = waits, on_nobody, False
        opened = Hatch(files=hatch.files, secret=hatch.secret, on_asked=self._was_asked)
        config = uvicorn.Config(
            opened,
            http=impatient(waits.request),
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=LAST_WORDS,
        )
        self._server = uvicorn.Server(config)

    def run(self, sock: socket.socket) -> None:
        """Hand out files until the time is up. Ctrl-C ends it too, and is nothing to be told of."""
        logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)
        _open_many()
        with sock, suppress(KeyboardInterrupt):
            asyncio.run(self._live(sock))

    def stop(self) -> None:
        """Stop soon; may be called from any thread."""
        self._server.should_exit = True

    async def _live(self, sock: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(self._waits.open, self.stop)
        loop.call_later(self._waits.nobody, self._look_who_came)
        await self._server.serve(sockets=[sock])

    def _was_asked(self) -> None:
        self._asked = True

    def _look_who_came(self) -> None:
        if not self._asked:
            self._on_nobody()


def _open_many() -> None:
    """Let this process have many files open at once, as far as the system allows."""
    try:
        import resource
    except ImportError:  # Windows counts otherwise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
