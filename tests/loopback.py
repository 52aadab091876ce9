"""What every server of the tests is: real sockets on loopback, real HTTP, and no word in a log."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final

HOST: Final = "127.0.0.1"


class Listening(ThreadingHTTPServer):
    """A server on a free port, over TLS when given a context."""

    daemon_threads = False  # so that closing waits for them

    def __init__(self, handler: type[BaseHTTPRequestHandler], context: ssl.SSLContext | None = None) -> None:
        super().__init__((HOST, 0), handler)
        self.address = f"http{'s' if context else ''}://{HOST}:{self.server_port}"
        if context:
            # The handshake is each connection's own affair: one that fails must not end the server.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what some tests are about."""


class Quiet(BaseHTTPRequestHandler):
    """A handler of HTTP/1.1 that writes no log."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nobody reads it."""


@contextmanager
def running(server: Listening) -> Iterator[None]:
    """Have a server answer for a while, in threads of its own."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
