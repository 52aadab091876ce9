"""eSpeak NG inside this process, through ctypes (speak_lib.h, API revision 12).

The library keeps everything in C globals, so there is one of it in a process and one thread in it at a time.
"""

import os
import threading
from ctypes import CDLL, CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_size_t, c_uint, c_void_p, string_at
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from knib.audio.clip import SAMPLE_BYTES
from knib.errors import VoiceError
from knib.values import dataclass
from knib.voice.espeak import settings

_SYNCHRONOUS: Final = 2  # AUDIO_OUTPUT_SYNCHRONOUS: no threads of its own, so a fork copies all of it
_DONT_EXIT: Final = 0x8000  # without it a missing file ends our process
_BUFFER: Final = 200  # ms that it hands over at a time; by itself 60, and each time Python is called
_UTF8: Final = 1
_PHONEMES: Final = 0x100  # [[...]] is phonemes; it is kept from call to call, so it is said on every one
_BY_CHARACTER: Final = 1

_PARAMETERS: Final = {
    2: settings.VOLUME,
    3: settings.PITCH,
    4: settings.PITCH_RANGE,
    7: settings.WORD_GAP,
}
_RATE_PARAMETER: Final = 1

_SynthCallback = CFUNCTYPE(c_int, c_void_p, c_int, c_void_p)

_turn = threading.Lock()
"""Held around voice, parameters, speech and the wait for it; without it one in six cues comes out wrong."""

_ready: dict[str, CDLL] = {}
"""The library once it has its data, by its path. One for the process, as its C globals are."""


if hasattr(os, "register_at_fork"):
    # A process is forked between two texts, never within one: the child's copy is then whole, and speaks on as it is.
    # Starting the library a second time there gives other sounds, or a crash.
    os.register_at_fork(before=_turn.acquire, after_in_parent=_turn.release, after_in_child=_turn.release)


@dataclass(slots=True)
class _Take:
    """One text being spoken."""

    chunks: list[bytes] = field(default_factory=list)
    stopped: bool = False

    def hear(self, wave: int | None, samples: int, _events: int | None) -> int:
        """Keep what the library hands over; 1 makes it stop."""
        if wave and samples > 0:
            self.chunks.append(string_at(wave, samples * SAMPLE_BYTES))
        return int(self.stopped)


class Library:
    """The eSpeak NG library and its data folder. Opening it loads the code and nothing else (1 ms)."""

    def __init__(self, path: Path, data: Path) -> None:
        """Open it.

        Raises:
            OSError: it cannot be loaded on this machine.
        """
        self._path, self._data = path, data
        self._lib = CDLL(str(path))
        self._lib.espeak_Info.argtypes = [POINTER(c_char_p)]
        self._lib.espeak_Info.restype = c_char_p

    @property
    def detail(self) -> str:
        """Which one it is, with its version."""
        version: bytes = self._lib.espeak_Info(byref(c_char_p()))
        return f"eSpeak NG {version.decode('ascii', 'replace')}, built in"

    def phonemes(self, text: str) -> str:
        """Give the phonemes of a text. Promises what `Speaker.phonemes` does."""
        self.speak("[[_]]", settings.PACE)  # tells it that [[...]] is phonemes
        said = text.replace("\0", " ").encode("utf-8", "replace")
        clauses, rest = [], c_char_p(said)
        with _turn:
            lib = self._with_data()
            while rest.value is not None:  # one clause at a time, and the place of the next
                clauses.append(lib.espeak_TextToPhonemes(byref(rest), _UTF8, 0).decode("utf-8", "replace"))
        return "\n".join(clause for clause in clauses if clause.strip())

    def speak(self, text: str, words_a_minute: int) -> bytes:
        """Speak a text that may hold phonemes in `[[...]]`. Promises what `Speaker.speak` does."""
        from knib.voice.espeak.aside import aside  # not needed by a warm render

        take = _Take()
        try:
            aside(lambda: self._speak(text, words_a_minute, take))
        except BaseException:
            take.stopped = True
            raise
        return b"".join(take.chunks)

    def _speak(self, text: str, words_a_minute: int, take: _Take) -> None:
        callback = _SynthCallback(take.hear)
        said = text.replace("\0", " ").encode("utf-8", "replace") + b"\0"
        with _turn:
            lib = self._with_data()
            lib.espeak_SetSynthCallback(callback)
            for parameter, value in {**_PARAMETERS, _RATE_PARAMETER: words_a_minute}.items():
                _checked("setting", lib.espeak_SetParameter(parameter, value, 0))
            _checked("speech", lib.espeak_Synth(said, len(said), 0, _BY_CHARACTER, 0, _UTF8 | _PHONEMES, None, None))
            _checked("speech", lib.espeak_Synchronize())

    def _with_data(self) -> CDLL:
        """Hand the library its data, once in a process. The lock is held."""
        from knib.voice.espeak import stage  # tempfile is 8 ms that a warm render does not have

        key = str(self._path)
        if key not in _ready:
            folder = stage.path_bytes(stage.set_up(self._data))
            rate = _declared(self._lib).espeak_Initialize(_SYNCHRONOUS, _BUFFER, folder, _DONT_EXIT)
            if rate != settings.RATE:
                raise VoiceError(f"espeak: it did not start (it answered {rate})", cure=_REINSTALL)
            # Once: no text that we pass on can choose another, and reading the voice anew takes a tenth of speaking.
            _checked("voice", self._lib.espeak_SetVoiceByName(settings.VOICE_NAME.encode()))
            _ready[key] = self._lib
        return _ready[key]


_REINSTALL: Final = "try again, and if it stays so: pip install --force-reinstall espeakng-loader"


def _checked(what: str, status: int) -> None:
    if status != 0:
        raise VoiceError(f"espeak: the {what} failed (status {status})", cure=_REINSTALL)


def _declared(lib: CDLL) -> CDLL:
    """Tell ctypes what each function takes, for on 64 bits a guessed type cuts pointers in half."""
    takes: dict[str, list[Any]] = {
        "espeak_Initialize": [c_int, c_int, c_char_p, c_int],
        "espeak_SetSynthCallback": [_SynthCallback],
        "espeak_SetVoiceByName": [c_char_p],
        "espeak_SetParameter": [c_int, c_int, c_int],
        "espeak_Synth": [c_char_p, c_size_t, c_uint, c_int, c_uint, c_uint, c_void_p, c_void_p],
        "espeak_Synchronize": [],
        "espeak_TextToPhonemes": [POINTER(c_char_p), c_int, c_int],
    }
    for name, arguments in takes.items():
        getattr(lib, name).argtypes = arguments
    lib.espeak_TextToPhonemes.restype = c_char_p
    return lib
