"""A speech server on loopback that speaks OpenAI's language, and as many ways to answer wrongly as there are."""

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import trustme

from fakes import FakeEngine
from knib.audio.clip import RATE, Clip, silence
from knib.audio.codec import write_wav
from knib.audio.wav import read_wav
from loopback import HOST, Listening, Quiet, running

Reply = Callable[["Handler", dict[str, Any]], None]


@dataclass
class Asked:
    """One request: its path, its headers in lower case, and its JSON."""

    path: str
    headers: dict[str, str]
    json: dict[str, Any]


@dataclass
class SpeechServer:
    """A server: `asked` lists what it was asked; it answers with each of `replies` in turn, and the last for ever."""

    address: str
    replies: list[Reply]
    asked: list[Asked] = field(default_factory=list)

    def table(self, **more: str) -> dict[str, dict[str, str]]:
        """Give the settings that lead here, under the name `klinik`."""
        return {"klinik": {"address": self.address, "model": "tale-1", "voice": "maja", **more}}


class Handler(Quiet):
    server: "_Listening"

    def do_POST(self) -> None:  # noqa: N802 (the name that http.server looks for)
        speech = self.server.speech
        wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        speech.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, wanted))
        reply = speech.replies[0] if len(speech.replies) == 1 else speech.replies.pop(0)
        reply(self, wanted)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": "audio/wav", "Content-Length": str(len(body)), **named}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Listening(Listening):
    speech: SpeechServer


def spoken(wanted: dict[str, Any]) -> bytes:
    """Speak as the fake engine does, 50 ms a letter, as a WAV file."""
    clip = FakeEngine().speak(wanted["input"], round(100 * wanted["speed"]))
    return write_wav(clip)


def speak(handler: Handler, wanted: dict[str, Any]) -> None:
    handler.send(spoken(wanted))


def hesitant(handler: Handler, wanted: dict[str, Any]) -> None:
    """Speak with a tenth of a second of silence before and after."""
    quiet = silence(RATE // 10)
    handler.send(write_wav(Clip(quiet + read_wav(spoken(wanted)).pcm + quiet)))


def always(body: bytes, status: int = 200, **headers: str) -> Reply:
    """Answer the same, whatever is asked."""
    return lambda handler, _wanted: handler.send(body, status, **headers)


def says(status: int, told: object, **headers: str) -> Reply:
    """Answer in JSON."""
    return always(json.dumps(told).encode(), status, Content_Type="application/json", **headers)


def streamed(handler: Handler, wanted: dict[str, Any]) -> None:
    """Answer in chunks, as who streams: no length before, and 0xFFFFFFFF in the WAV header."""
    wav = spoken(wanted)
    handler.send_response(200)
    handler.send_header("Content-Type", "audio/wav")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for piece in (wav[:4] + b"\xff" * 4 + wav[8:40] + b"\xff" * 4, *_pieces(wav[44:], 5000)):
        handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
    handler.wfile.write(b"0\r\n\r\n")


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@contextmanager
def speech_server(*replies: Reply, vouched_by: trustme.CA | None = None) -> Iterator[SpeechServer]:
    """Have a server for a while, over TLS with a certificate for 127.0.0.1 when somebody vouches for it."""
    context = None
    if vouched_by:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        vouched_by.issue_cert(HOST).configure_cert(context)
    with _Listening(Handler, context) as listening:
        listening.speech = SpeechServer(listening.address, list(replies) or [speak])
        with running(listening):
            yield listening.speech
