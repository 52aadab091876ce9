"""Stand-ins for the world outside, whole enough to be used wherever the real thing is."""

from array import array
from collections.abc import Mapping
from typing import Final

from knib.audio.clip import Clip
from knib.errors import VoiceError
from knib.voice.engine import Means, Status

SAMPLES_A_LETTER: Final = 1200  # 50 ms at 24 kHz

_PERIOD: Final = array("h", [4000 * (x if x <= 25 else 50 - x) // 25 - 2000 for x in range(50)] * 2).tobytes()
"""A triangle wave of 480 Hz and 2000 either way, two periods: 100 samples."""


class FakeEngine:
    """Speaks 50 ms a letter at a pace of 100, spaces and signs counted: `"Hold."` lasts 250 ms, at any time.

    `asked` lists every text and pace it was asked to speak, in order. A text in `mute` cannot be spoken. With `lines`
    it knows no others, as a recorded voice; when it is not `ready` it cannot speak, and says so.
    """

    name = "fake"
    online = False
    paced = True

    def __init__(
        self,
        *,
        name: str = "",
        mute: frozenset[str] = frozenset(),
        version: str = "1",
        lines: frozenset[str] | None = None,
        ready: bool = True,
        online: bool = False,
    ) -> None:
        self.asked: list[tuple[str, int]] = []
        self.mute, self.version, self.lines, self.ready = mute, version, lines, ready
        self.name, self.online = name or self.name, online or self.online

    def identity(self) -> Mapping[str, str]:
        return {"version": self.version}

    def text_for(self, text: str) -> str:
        return text

    def knows(self, text: str) -> bool:
        return self.lines is None or text in self.lines

    def speak(self, text: str, pace: int) -> Clip:
        self.asked.append((text, pace))
        if not text or text in self.mute:
            raise VoiceError(f"fake: cannot say '{text}'", cure="say something else")
        samples = len(text) * SAMPLES_A_LETTER * 100 // pace
        return Clip((_PERIOD * (samples // 100 + 1))[: samples * 2])

    def status(self) -> Status:
        cure = "" if self.ready else f"wake up {self.name}"
        return Status(ready=self.ready, detail="a fake, 50 ms a letter" if self.ready else "asleep", cure=cure)


def engine(_means: Means) -> FakeEngine:
    """Make the engine, as another package would."""
    return FakeEngine()
