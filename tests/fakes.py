"""Stand-ins for the world outside, whole enough to be used wherever the real thing is."""

from array import array
from collections.abc import Mapping
from typing import Final

from knib.audio.clip import Clip
from knib.errors import VoiceError
from knib.voice.engine import Status

SAMPLES_A_LETTER: Final = 1200  # 50 ms at 24 kHz

_PERIOD: Final = array("h", [4000 * (x if x <= 25 else 50 - x) // 25 - 2000 for x in range(50)] * 2).tobytes()
"""A triangle wave of 480 Hz and 2000 either way, two periods: 100 samples."""


class FakeEngine:
    """Speaks 50 ms a letter at a pace of 100, spaces and signs counted: `"Hold."` lasts 250 ms, at any time.

    `asked` lists every text and pace it was asked to speak, in order. A text in `mute` cannot be spoken.
    """

    name = "fake"
    online = False
    paced = True

    def __init__(self, *, mute: frozenset[str] = frozenset(), version: str = "1") -> None:
        self.asked: list[tuple[str, int]] = []
        self.mute = mute
        self.version = version

    def identity(self) -> Mapping[str, str]:
        return {"version": self.version}

    def text_for(self, text: str) -> str:
        return text

    def knows(self, _text: str) -> bool:
        return True

    def speak(self, text: str, pace: int) -> Clip:
        self.asked.append((text, pace))
        if not text or text in self.mute:
            raise VoiceError(f"fake: cannot say '{text}'", cure="say something else")
        samples = len(text) * SAMPLES_A_LETTER * 100 // pace
        return Clip((_PERIOD * (samples // 100 + 1))[: samples * 2])

    def status(self) -> Status:
        return Status(ready=True, detail="a fake, 50 ms a letter")
