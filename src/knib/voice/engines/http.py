"""A speech server of the user's own choice that speaks OpenAI's language: `POST /v1/audio/speech`."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from knib.audio.clip import RATE, Clip
from knib.audio.speech import speech
from knib.audio.trim import MARGIN, THRESHOLD
from knib.audio.wav import is_wav
from knib.errors import SoundError, VoiceError
from knib.units import SECOND
from knib.voice.danish import Numbers, normalise
from knib.voice.engine import Means, Status
from knib.voice.lexicon import words_for
from knib.voice.plain import plain
from knib.voice.server.place import Reach, Server, read

if TYPE_CHECKING:
    from knib.voice.server.post import Answer

TRIES: Final = 3
FIRST_PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 60.0
"""A server that has no time is asked three times, after 2 and 4 seconds or as many as it says, but never after more
than a minute: a person waits for it.
"""


class Http:
    """One speech server."""

    def __init__(self, means: Means, sleep: Callable[[float], None] = time.sleep) -> None:
        """Take the server that the variant names in the settings; no socket is opened before something is spoken.

        Raises:
            UsageError: the settings' `lexicon` cannot be read.
            SpecError: it has problems; all of them.
        """
        self._means, self._sleep = means, sleep
        self._words = words_for("http", means.settings.get("lexicon"))
        self._telling = threading.Lock()
        self._told = False

    @property
    def name(self) -> str:
        """The name a person chooses it by."""
        return f"http:{self._means.variant}" if self._means.variant else "http"

    paced: Final = True

    @property
    def online(self) -> bool:
        """Whether a line leaves this machine. On to another one of the same network is away, too."""
        try:
            return self._server.reach is not Reach.MACHINE
        except VoiceError:  # not known: away, to be on the safe side
            return True

    def knows(self, _text: str) -> bool:
        """Tell whether it can speak a cue: it can speak any."""
        return True

    def identity(self) -> Mapping[str, str]:
        """Everything that is known to decide how it sounds. That another model came under the same name is not.

        Raises:
            VoiceError: there is no such server in the settings, or something in its table cannot be meant.
        """
        server = self._server
        return {
            "url": server.url,
            "model": server.model,
            "voice": server.speaker,
            "format": server.form,
            "clip rate": str(RATE),
            "trim": f"{THRESHOLD} {MARGIN} ms",
        }

    def text_for(self, text: str) -> str:
        """Write a cue as plain words, for nobody knows how a server reads what is written short."""
        return self._words.apply(normalise(plain(text), Numbers.WORDS))

    def speak(self, text: str, pace: int) -> Clip:
        """Have a text spoken that `text_for` gave, at 24 kHz and trimmed.

        Raises:
            VoiceError: the server is not set up, not there, not willing, or what it answered is no sound.
        """
        server = self._server
        if not any(sign.isalnum() for sign in text):
            raise VoiceError(f"{self.name}: '{text}' has nothing to say", cure=_WORDS)
        self._see_that_it_may_go(server)
        key = server.key()
        clip = _sound(server, self._ask(server, text, pace, key), key)
        if not clip.samples:
            raise VoiceError(f"{self.name}: '{text}' gave no sound", cure=_WORDS)
        return clip

    def status(self) -> Status:
        """Say whether everything is set up. Does not ask the server."""
        try:
            server = self._server
            server.key()
        except VoiceError as err:
            return Status(ready=False, detail=str(err).partition(": ")[2], cure=err.cure)
        ready = not self._means.offline or server.reach is Reach.MACHINE
        asked = " ".join(filter(None, (server.model, server.speaker)))
        detail = f"{asked} at {server.host}, {server.reach.value}"
        return Status(ready, detail) if ready else Status(ready, f"{detail}: away, and this is offline", _OFFLINE)

    @cached_property
    def _server(self) -> Server:
        return read(self._means.variant, self._means.settings)

    def _see_that_it_may_go(self, server: Server) -> None:
        """Refuse to send a line away when offline, and tell once when it goes out of the network."""
        if self._means.offline and server.reach is not Reach.MACHINE:
            raise VoiceError(f"{self.name}: {server.host} is away, and this is offline", cure=_OFFLINE)
        with self._telling:
            told, self._told = self._told, True
        if server.reach is Reach.PUBLIC and not told:
            said = f"{self.name}: what is spoken is sent to {server.host}, {server.reach.value}"
            self._means.warn(VoiceError(said, cure="a voice on this machine sends nothing: knib voices"))

    def _ask(self, server: Server, text: str, pace: int, key: str) -> "Answer":
        """Ask, and when the server has no time, again after a while."""
        from knib.voice.retry_after import wait_asked
        from knib.voice.server.post import post  # ssl and http.client are 40 ms that a warm render does not have
        from knib.voice.server.words import BUSY, refusal

        body = json.dumps(_wanted(server, text, pace), ensure_ascii=False).encode()
        answer = post(server, body, key)
        for again in range(TRIES - 1):
            pause = max(wait_asked(answer.retry_after) / SECOND, FIRST_PAUSE * 2**again)
            if answer.status not in BUSY or pause > LONGEST_PAUSE:
                break
            self._sleep(pause)
            answer = post(server, body, key)
        if answer.status != 200:
            raise refusal(server, answer, key)
        return answer


_WORDY: Final = ("text/", "application/json", "application/problem+json")
_WORDS: Final = "write a text with words in it"
_OFFLINE: Final = "leave offline, or choose a voice on this machine: knib voices"


def engine(means: Means) -> Http:
    """Make the engine for the server that the variant names; raises what `Http` does."""
    return Http(means)


def _wanted(server: Server, text: str, pace: int) -> dict[str, object]:
    """What is asked for, as OpenAI's "Create speech" has it."""
    voice = {"voice": server.speaker} if server.speaker else {}
    return {"model": server.model, "input": text, **voice, "response_format": server.form, "speed": pace / 100}


def _sound(server: Server, answer: "Answer", key: str) -> Clip:
    """Read an answer as sound, whatever the format it turns out to be."""
    from knib.voice.server.words import refusal

    if not answer.body:
        raise VoiceError(f"{server.voice}: the server {server.host} answers nothing", cure="see its log, or try again")
    wordy = answer.kind.startswith(_WORDY) or answer.body.lstrip()[:1] in {b"{", b"[", b"<"}
    if wordy and not is_wav(answer.body):  # which is sound, whatever it is called
        raise refusal(server, answer, key)
    try:
        return speech(answer.body)
    except SoundError as err:
        cure = f'{err.cure}, or ask for WAV: format = "wav"' if err.cure else "try again, and see the server's log"
        raise VoiceError(f"{server.voice}: the server {server.host} gave sound that is none: {err}", cure=cure) from err
