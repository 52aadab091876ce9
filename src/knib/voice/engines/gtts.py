"""gTTS: a natural Danish voice on the network, and nobody's unless it is asked for.

It is the voice of Google Translate's web page: free, without an account, and without any agreement on data. The
package `gTTS` knows how to ask for it and is used for that alone; Knib cuts the text, sends it, verifies who answers
and looks at the answer itself, for the package does none of these safely (docs/decisions/080-gtts-asks-knib-sends.md).
"""

import json
from base64 import b64decode
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from knib.audio.clip import RATE, Clip, silence
from knib.audio.mp3 import decode_mp3
from knib.audio.trim import MARGIN, THRESHOLD, trim
from knib.errors import SoundError, VoiceError
from knib.voice.danish import Numbers, normalise
from knib.voice.engine import Means, Status
from knib.voice.lexicon import words_for
from knib.voice.online import parts
from knib.voice.online.patience import Patience
from knib.voice.online.wire import Wire

if TYPE_CHECKING:
    from requests import PreparedRequest

CURE: Final = "pip install 'knib[gtts]'"
UPGRADE: Final = "upgrade Knib and gTTS: pip install -U knib gTTS"
NEEDED: Final = ("gtts", "soundfile")

MOST: Final = 100
"""Characters that the server takes at a time."""

LANGUAGE: Final = "da"
DOMAIN: Final = "com"

_RPC: Final = "jQ1olc"
"""The name of the call in Google Translate's protocol; its answer is the line that holds it."""


class Gtts:
    """Danish by Google Translate. It has one pace; other paces are made of it."""

    name: Final = "gtts"
    online: Final = True
    paced: Final = False

    def __init__(self, means: Means, wire: Wire | None = None, patience: Patience | None = None) -> None:
        """Use what is at hand; tests bring their own wire and their own patience.

        Raises:
            UsageError: the settings' `lexicon` cannot be read.
            SpecError: it has problems; all of them.
        """
        self._offline, self._settings = means.offline, means.settings
        self._words = words_for(self.name, means.settings.get("lexicon"))
        self._wire = wire or Wire(cure=UPGRADE)
        self._patience = patience or Patience(tell=lambda told: means.tell(f"gtts: {told}"))

    @cached_property
    def host(self) -> str:
        """Where texts are sent: `translate.google.com`, or the domain that the settings' `tld` names.

        Raises:
            VoiceError: the settings name something that is no domain.
        """
        return f"translate.google.{self._tld}"

    @cached_property
    def _tld(self) -> str:
        tld = self._settings.get("tld", DOMAIN)
        if not isinstance(tld, str) or not all(part.isascii() and part.isalpha() for part in tld.split(".")):
            raise VoiceError(f"gtts: the setting tld '{tld}' is no top domain", cure='write it as in: tld = "dk"')
        return tld

    def identity(self) -> Mapping[str, str]:
        """Everything that decides how it sounds, but for what Google changes.

        Raises:
            VoiceError: gTTS is not installed.
        """
        return {
            "engine": f"gTTS {_version()}",
            "language": LANGUAGE,
            "tld": self._tld,
            "parts": f"{parts.VERSION} {MOST}",
            "trim": f"{THRESHOLD} {MARGIN} ms",
        }

    def text_for(self, text: str) -> str:
        """Write a cue as it is sent."""
        return " ".join(self._words.apply(normalise(text, Numbers.WORDS)).split())

    def knows(self, _text: str) -> bool:
        """Tell whether it can speak a cue: it can speak any."""
        return True

    def cut(self, text: str) -> tuple[parts.Part, ...]:
        """Cut a text that `text_for` gave into the parts that are sent, one in each request. Opens nothing.

        Raises:
            VoiceError: there is nothing to say in it, or a word has more than 100 letters.
        """
        return parts.parts(text, MOST)

    def request(self, text: str) -> "PreparedRequest":
        """Have gTTS write the one request for a part. Sends nothing.

        Raises:
            VoiceError: gTTS is not installed.
        """
        try:
            from gtts import gTTS
        except ImportError as err:
            raise VoiceError("gTTS is not installed", cure=CURE) from err
        # Without its own language check, which asks nobody but warns, and its own changes of the text.
        asked = gTTS(text, tld=self._tld, lang=LANGUAGE, lang_check=False, pre_processor_funcs=[])
        request: PreparedRequest
        (request,) = asked._prepare_requests()  # noqa: SLF001 -- its public ways send it, unverified
        return request

    def speak(self, text: str, _pace: int) -> Clip:
        """Speak a text that `text_for` gave, at 24 kHz and trimmed, always at the voice's own pace.

        Raises:
            VoiceError: Knib is offline, the server did not answer, or what it sent is no speech.
        """
        if self._offline:
            status = self.status()
            raise VoiceError(f"gtts: {status.detail}", cure=status.cure)
        try:
            said = [self._said(part.text).pcm + silence(part.pause * RATE // 1000) for part in self.cut(text)]
        except VoiceError as err:
            raise VoiceError(f"gtts: {_named_once(err)}", cure=err.cure) from err
        return Clip(b"".join(said))

    def status(self) -> Status:
        """Say whether it can speak. Loads nothing and asks nobody."""
        if missing := [name for name in NEEDED if not find_spec(name)]:
            return Status(ready=False, detail=f"{' and '.join(missing)} not installed", cure=CURE)
        try:
            told = f"gTTS {_version()}, online: what is spoken is sent to {self.host}"
        except VoiceError as err:
            return Status(ready=False, detail=_named_once(err), cure=err.cure)
        if self._offline:
            cure = "leave out --offline and unset KNIB_OFFLINE, or choose another voice: --voice espeak"
            return Status(ready=False, detail=f"{told}; Knib is offline and takes it from the shelf alone", cure=cure)
        return Status(ready=True, detail=told)

    def _said(self, text: str) -> Clip:
        request = self.request(text)
        answer = self._patience.ask(lambda: self._wire.send(request))
        try:
            clip = trim(decode_mp3(_mp3_in(answer)))
        except SoundError as err:
            raise VoiceError(f"{self.host} sent no whole speech: {err}", cure=err.cure or "wait an hour") from err
        if not clip.samples:
            raise VoiceError(f"{self.host} sent silence", cure="write the cue in other words")
        return clip


def engine(means: Means) -> Gtts:
    """Make the engine; raises what `Gtts` does."""
    return Gtts(means)


def _named_once(err: VoiceError) -> str:
    """Give an error's message without the name of the voice, which is put before it."""
    return str(err).removeprefix("gtts: ")


def _version() -> str:
    try:
        return version("gTTS")
    except PackageNotFoundError as err:
        raise VoiceError("gtts: gTTS is not installed", cure=CURE) from err


def _mp3_in(answer: bytes) -> bytes:
    """Take the MP3 out of an answer: lines of JSON, of which one holds the call's result as JSON in a string."""
    for line in answer.decode(errors="replace").splitlines():
        if _RPC not in line:
            continue
        try:
            result = next(entry[2] for entry in json.loads(line) if entry[1] == _RPC)
            return b64decode(json.loads(result)[0], validate=True)
        except (ValueError, TypeError, LookupError, StopIteration) as err:
            raise SoundError("its answer has no sound in it") from err
    raise SoundError("its answer cannot be understood", cure=UPGRADE)
