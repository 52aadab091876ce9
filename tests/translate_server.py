"""A server on loopback that answers as Google Translate does, or fails as the world does. Real sockets, real HTTP."""

import base64
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from fakes import FakeEngine
from knib.audio.clip import silence
from knib.audio.codec import encode_frames
from loopback import HOST, Listening, Quiet, running

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


class _Server(Listening):
    speech: SpeechServer


class _Handler(Quiet):
    server: _Server

    def do_POST(self) -> None:  # noqa: N802 (the name that http.server looks for)
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


class _Tunnel(Quiet):
    """A proxy that leads wherever one asks (RFC 9110, section 9.3.6) to one place on loopback."""

    server: "_Proxy"

    def do_CONNECT(self) -> None:  # noqa: N802 (the name that http.server looks for)
        self.server.asked.append(self.path)
        with socket.create_connection((HOST, self.server.to)) as there:
            self.send_response(200)
            self.end_headers()
            back = Thread(target=_pour, args=(there, self.connection))
            back.start()
            _pour(self.connection, there)
            back.join()
        self.close_connection = True


class _Proxy(Listening):
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
    with _Proxy(_Tunnel) as proxy:
        proxy.to, proxy.asked = urlsplit(server.url).port or 0, []
        with running(proxy):
            yield proxy.address, proxy.asked


@contextmanager
def speech_server(context: ssl.SSLContext | None = None) -> Iterator[SpeechServer]:
    """Run a server for a while; over TLS when given a context."""
    with _Server(_Handler, context) as server:
        server.speech = SpeechServer(url=f"{server.address}/")
        with running(server):
            try:
                yield server.speech
            finally:
                server.speech.closing.set()


@contextmanager
def instead_of_google(patch: pytest.MonkeyPatch) -> Iterator[SpeechServer]:
    """Have gTTS ask a server on loopback, without its pauses."""
    patch.setattr("knib.voice.online.patience.APART", 0)
    patch.setattr("knib.voice.online.patience.JITTER", 0)
    with speech_server() as speech:
        patch.setattr("gtts.tts._translate_url", lambda **_where: speech.url)
        yield speech
