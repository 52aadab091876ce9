"""eSpeak NG: the default voice. It needs no network, no account and no program, and sends nothing anywhere."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from knib.audio.clip import RATE, Clip
from knib.audio.resample import resample
from knib.audio.trim import MARGIN, THRESHOLD, trim
from knib.errors import VoiceError
from knib.voice.engine import Means, Status
from knib.voice.espeak import settings
from knib.voice.espeak.library import Library
from knib.voice.lexicon import Words, words_for
from knib.voice.plain import plain

CURE: Final = (
    "pip install espeakng-loader, or install espeak-ng with your system's package manager "
    "(apt install espeak-ng, brew install espeak-ng, winget install eSpeak-NG.eSpeak-NG)"
)

Find = Callable[[], settings.Speaker | None]


def built_in() -> settings.Speaker | None:
    """Load the library that came with Knib; none when this machine has no wheel of it or cannot load it."""
    try:
        import espeakng_loader  # may be missing

        return Library(Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path()))
    except (ImportError, OSError, RuntimeError):  # RuntimeError: the wheel has lost its data
        return None


def installed() -> settings.Speaker | None:
    """Find the system's program; none when it is not installed."""
    from knib.voice.espeak import program  # subprocess and tempfile are 10 ms that a warm render does not have

    return program.find()


class Espeak:
    """Danish by eSpeak NG: the built-in library, else the system's program."""

    name: Final = "espeak"
    online: Final = False
    paced: Final = True

    def __init__(self, find: Sequence[Find] = (built_in, installed), words: Words | None = None) -> None:
        """Take the first that `find` finds, when it is first needed, and the words of a lexicon: Knib's own if none."""
        self._find = find
        self._words = words or words_for("espeak")

    @cached_property
    def _speaker(self) -> settings.Speaker | None:
        return next((speaker for find in self._find if (speaker := find())), None)

    def identity(self) -> Mapping[str, str]:
        """Everything that decides how it sounds. Loads the library, but not its data.

        Raises:
            VoiceError: there is no eSpeak NG here.
        """
        return {
            **settings.identity(),
            "engine": self._present().detail,
            "lexicon": self._words.fingerprint,
            "clip rate": str(RATE),
            "trim": f"{THRESHOLD} {MARGIN} ms",
        }

    def text_for(self, text: str) -> str:
        """Write a cue in the Danish that eSpeak NG reads best, with phonemes for the words it gets wrong."""
        from knib.voice.danish import normalise  # not needed by who only asks whether it still sounds the same

        return self._words.apply(normalise(plain(text)))

    def knows(self, _text: str) -> bool:
        """Tell whether it can speak a cue: it can speak any."""
        return True

    def speak(self, text: str, pace: int) -> Clip:
        """Speak a text that `text_for` gave, at 24 kHz and trimmed.

        Raises:
            VoiceError: there is no eSpeak NG here, it failed, or the text gave no sound.
        """
        pcm = self._present().speak(text, settings.words_a_minute(pace))
        # Trimmed first: its silence is exact zeros, which a resampler's ringing would blur.
        clip = resample(trim(Clip(pcm, settings.RATE)))
        if not clip.samples:
            raise VoiceError(f"espeak: '{text}' gave no sound", cure="write a text with words in it")
        return clip

    def phonemes(self, text: str) -> str:
        """Give the phonemes of a text that `text_for` gave, as a lexicon has them. No sound is made.

        Raises:
            VoiceError: there is no eSpeak NG here, or it failed.
        """
        return settings.readable(self._present().phonemes(text))

    def status(self) -> Status:
        """Say which eSpeak NG would speak, if any."""
        speaker = self._speaker
        if speaker is None:
            return Status(ready=False, detail="no eSpeak NG on this machine", cure=CURE)
        return Status(ready=True, detail=speaker.detail)

    def _present(self) -> settings.Speaker:
        if self._speaker is None:
            raise VoiceError("espeak: there is no eSpeak NG on this machine", cure=CURE)
        return self._speaker


def engine(means: Means) -> Espeak:
    """Make the engine, with the user's own `lexicon` if the settings name one.

    Raises:
        UsageError: that file cannot be read.
        SpecError: it has problems; all of them.
    """
    return Espeak(words=words_for("espeak", means.settings.get("lexicon")))
