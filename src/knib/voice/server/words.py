"""What a speech server answers when it does not speak, in words for a person, and never with the key in them."""

import json
from typing import Final

from knib.errors import VoiceError
from knib.voice.server.place import Server
from knib.voice.server.post import Answer

LONGEST: Final = 200
"""Characters of a server's own words that are repeated."""

BUSY: Final = (429, 503)
"""Too Many Requests (RFC 6585) and Service Unavailable (RFC 9110): asked again later, both may be well."""


_KEY: Final = 'put it in an environment variable and write its name: key_env = "MY_SPEECH_KEY"'
_ASKED: Final = "model '{server.model}', voice '{server.speaker}'"

_SAID: Final = {
    200: ("answers in words instead of sound", "see that its address is right: {server.url}"),
    400: ("does not take this (400)", "see whether it has " + _ASKED + ", format '{server.form}'"),
    401: ("asks for a key", _KEY),
    403: ("asks for a key", _KEY),
    404: ("has no speech there, or no such model (404)", "see whether it has " + _ASKED + " at {server.url}"),
    405: ("has no speech there (405)", "see that its address is right: {server.url}"),
    413: ("finds the line too long (413)", "write it as several cues"),
    422: ("does not take this (422)", "see whether it has " + _ASKED + ", format '{server.form}'"),
    429: ("has no time (429)", "wait a little and run it again: what was spoken is kept"),
    503: ("has no time (503)", "wait a little and run it again: what was spoken is kept"),
}
_REFUSED: Final = ("refuses the key in {server.key_env}", "get a new key, or set the one for this server")
_MOVED: Final = ("sends us elsewhere ({status}), where we do not go", "write its new address in the settings")
_FAILED: Final = ("failed ({status})", "see what it says in its log, or try again")


def refusal(server: Server, answer: Answer, key: str) -> VoiceError:
    """Say why there is no sound in an answer that is none."""
    status = answer.status
    said, cure = _SAID.get(status, _MOVED if 300 <= status < 400 else _FAILED)
    own = message(answer, key)
    if status in {401, 403}:
        said, cure = _REFUSED if key else (said, cure)
        own = ""  # a server that refuses a key may repeat half of it
    said, cure = (words.format(server=server, status=status) for words in (said, cure))
    return VoiceError(f"{server.voice}: the server {server.host} {said}" + (f": {own}" if own else ""), cure=cure)


def message(answer: Answer, key: str) -> str:
    """Give a server's own words: one short line, without the key; empty when it has none for a person."""
    try:
        told = _told(json.loads(answer.body))
    except (ValueError, RecursionError):
        told = answer.body.decode("utf-8", "replace") if answer.kind == "text/plain" else ""
    told = " ".join("".join(c if c.isprintable() else " " for c in told).split())
    if key:
        told = told.replace(key, "(the key)")
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"


def _told(data: object) -> str:
    """Find the words in an error as OpenAI, FastAPI and others write it."""
    match data:
        case str():
            return data
        case {"error": inner} | {"detail": inner} | {"message": inner} | {"msg": inner}:
            return _told(inner)
        case [first, *_]:
            return _told(first)
        case _:
            return ""
