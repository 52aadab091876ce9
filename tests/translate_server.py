"""A server on loopback that answers as Google Translate does, or fails as the world does. Real sockets, real HTTP."""

import base64
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

from fakes import FakeEngine
from knib.audio.clip import silence
from knib.audio.codec import encode_frames

AROUND = silence(4800)
"""200 ms of silence, which is on both sides of what the server says."""


def mp3_of(text: str) -> bytes:
    """Speak a text as the fake engine does, 50 ms a letter, as MP3 of 24 kHz and 64 kbit/s without a first frame."""
    return encode_frames([AROUND, FakeEngine().speak(text, 100).pcm, AROUND])


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer. `told` is the Content-Length when it is not the truth; `hangs` says nothing and never ends."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    told: int | None = None
    hangs: bool = False


def translated(mp3: bytes) -> Answer:
    """Give MP3 in Google Translate's format: a guard against scripts, then lengths and lines of JSON."""
    result = json.dumps([base64.b64encode(mp3).decode()])
    line = json.dumps([["wrb.fr", "jQ1olc", result, None, None, None, "generic"], ["di", 87]], separators=(",", ":"))
    lines = [")]}'", "", str(len(line) + 2), line, "25", '[["e",4,null,null,1270]]', ""]
    return Answer(body="\n".join(lines).encode())


def text_in(body: bytes) -> str:
    """Give the text that a request asks for, and check that it is asked in Danish at the normal pace."""
    (((name, written, _, _),),) = json.loads(parse_qs(body.decode())["f.req"][0])
    text, language, speed, _ = json.loads(written)
    assert (name, language, speed) == ("jQ1olc", "da", None)
    return str(text)


@dataclass
class SpeechServer:
    """What was asked, and what will be answered: `answers` first, in order, then what `speak` says."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    cookies: list[str | None] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    speak: Callable[[str], bytes] = mp3_of
    closing: Event = field(default_factory=Event)

    def answer(self, text: str) -> Answer:
        self.asked.append(text)
        return self.answers.pop(0) if self.answers else translated(self.speak(text))


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them
    speech: SpeechServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        speech = self.server.speech
        speech.cookies.append(self.headers["Cookie"])
        answer = speech.answer(text_in(self.rfile.read(int(self.headers["Content-Length"]))))
        if answer.hangs:
            speech.closing.wait(10)
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body) if answer.told is None else answer.told))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
        self.close_connection = True

    def log_message(self, *_args: object) -> None:
        """Nobody reads a log."""


class _Tunnel(BaseHTTPRequestHandler):
    """A proxy that leads wherever one asks (RFC 9110, section 9.3.6) to one place on loopback."""

    server: "_Proxy"

    def do_CONNECT(self) -> None:
        self.server.asked.append(self.path)
        with socket.create_connection(("127.0.0.1", self.server.to)) as there:
            self.send_response(200)
            self.end_headers()
            back = Thread(target=_pour, args=(there, self.connection))
            back.start()
            _pour(self.connection, there)
            back.join()
        self.close_connection = True

    def log_message(self, *_args: object) -> None:
        """Nobody reads a log."""


class _Proxy(ThreadingHTTPServer):
    daemon_threads = False
    to: int
    asked: list[str]


def _pour(here: socket.socket, there: socket.socket) -> None:
    with suppress(OSError):
        while piece := here.recv(65_536):
            there.sendall(piece)
    with suppress(OSError):
        there.shutdown(socket.SHUT_WR)


@contextmanager
def proxy_to(server: SpeechServer) -> Iterator[tuple[str, list[str]]]:
    """Run a proxy that leads every connection to the server; give its address, and what it was asked for."""
    with _Proxy(("127.0.0.1", 0), _Tunnel) as proxy:
        proxy.to, proxy.asked = urlsplit(server.url).port or 0, []
        with _running(proxy):
            yield f"http://127.0.0.1:{proxy.server_port}", proxy.asked


@contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def speech_server(context: ssl.SSLContext | None = None) -> Iterator[SpeechServer]:
    """Run a server for a while; over TLS when given a context."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.speech = SpeechServer(url=f"http{'s' if context else ''}://127.0.0.1:{server.server_port}/")
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        with _running(server):
            try:
                yield server.speech
            finally:
                server.speech.closing.set()
