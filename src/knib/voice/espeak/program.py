"""eSpeak NG as a program of this machine, where the library cannot be loaded. 16 ms a cue instead of 1."""

import re
import shutil
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from knib.audio.wav import read_wav
from knib.errors import SoundError, VoiceError
from knib.voice.espeak import settings, stage

_LONGEST: Final = 60
"""Seconds a text may take. It takes milliseconds, unless something is wrong."""

_VERSION: Final = re.compile(r"(\d+(?:\.\d+)+).*?Data at: (.+)", re.DOTALL)
"""What `espeak-ng --version` answers: `eSpeak NG text-to-speech: 1.51  Data at: /usr/share/espeak-ng-data`."""

_CURE: Final = "install espeak-ng again with your system's package manager"


class Program:
    """The program `espeak-ng`, and our voice staged for it."""

    def __init__(self, command: Sequence[str], version: str, data: Path) -> None:
        self._command, self._version, self._data = command, version, data
        self._stage: Path | None = None
        self._staging = threading.Lock()

    @property
    def detail(self) -> str:
        """Which one it is, with its version."""
        return f"eSpeak NG {self._version}, the system's program"

    def speak(self, text: str, words_a_minute: int) -> bytes:
        """Speak a text that may hold phonemes in `[[...]]`. Promises what `Speaker.speak` does."""
        with self._staging:
            self._stage = self._stage or stage.set_up(self._data)
        wav = _run([*self._command, *_options(self._stage, words_a_minute)], text.encode("utf-8", "replace"))
        return pcm_of_wav(wav)

    def phonemes(self, text: str) -> str:
        """Give the phonemes of a text. Promises what `Speaker.phonemes` does."""
        with self._staging:
            self._stage = self._stage or stage.set_up(self._data)
        options = [option for option in _options(self._stage, settings.PACE) if option != "--stdout"]
        options += ["-q", "-x"]  # no sound, and its mnemonics
        return _run([*self._command, *options], text.encode("utf-8", "replace")).decode("utf-8", "replace")


def find(name: str = "espeak-ng") -> Program | None:
    """Find the program on the search path; none when it is not there or is something else."""
    command = shutil.which(name)
    return recognise([command]) if command else None


def recognise(command: Sequence[str]) -> Program | None:
    """Ask a program for its version and its data; none when it does not answer as eSpeak NG does."""
    try:
        answer = _VERSION.search(_run([*command, "--version"], b"").decode("utf-8", "replace"))
    except VoiceError:
        return None
    return Program(command, answer[1], Path(answer[2].strip())) if answer else None


def pcm_of_wav(wav: bytes) -> bytes:
    """Take the samples out of the WAV file that the program streams.

    Raises:
        VoiceError: it is no WAV at eSpeak NG's rate.
    """
    try:
        clip = read_wav(wav)
    except SoundError as err:
        raise VoiceError(f"espeak: it gave no sound: {err}", cure=_CURE) from err
    if clip.rate != settings.RATE:
        raise VoiceError(f"espeak: it gave sound at {clip.rate} Hz", cure=_CURE)
    return clip.pcm


def _options(folder: Path, words_a_minute: int) -> list[str]:
    return [
        f"--path={folder}",
        "--stdin",  # and not as an argument: a text may begin with a dash
        "--stdout",
        *("-v", settings.VOICE_NAME),
        *("-b", "1"),  # the text is UTF-8, whatever the locale
        *("-s", str(words_a_minute)),
        *("-a", str(settings.VOLUME)),
        *("-p", str(settings.PITCH)),
        *("-g", str(settings.WORD_GAP)),
        "-z",  # no pause after the last sentence
    ]


def _run(command: list[str], text: bytes) -> bytes:
    try:
        # No shell, and a command that `which` found.
        done = subprocess.run(command, input=text, capture_output=True, timeout=_LONGEST, check=True)  # noqa: S603
    except subprocess.CalledProcessError as err:
        words = err.stderr.decode("utf-8", "replace").strip()
        raise VoiceError(f"espeak: the program failed: {words or err}", cure=_CURE) from err
    except (OSError, subprocess.TimeoutExpired) as err:
        raise VoiceError(f"espeak: the program failed: {err}", cure=_CURE) from err
    return done.stdout
