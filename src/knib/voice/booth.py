"""The booth: an engine speaks each cue once, and the shelf keeps it."""

import json
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from typing import Final

from knib.audio.clip import RATE, SAMPLE_BYTES, Clip
from knib.audio.trim import is_silent
from knib.errors import VoiceError, WriteError
from knib.plan.cue import Cue
from knib.units import Ms
from knib.voice.engine import Engine
from knib.voice.shelf import Shelf

SHORTEST: Final = Ms(150)
SHORTEST_A_CHARACTER: Final = Ms(50)
"""No speech is shorter than 150 ms, or than 50 ms a character where that is less.

Measured with eSpeak NG at its own pace, trimmed: "I" 146 ms and "Å" 202, alone in being one letter long; "Op" 234,
"2", "Ti" and "To" 240, "Hold" 286, "3" 334, "Slip" 345. At 132 % of it "I" still is 113 ms and "Ti" 174.
"""

LONGEST_A_CHARACTER: Final = Ms(200)
LONGEST_BESIDE: Final = Ms(1000)
"""No speech is longer than 200 ms a character and one second; eSpeak NG takes about 75 ms a character."""

WORDY: Final = 5
"""Characters that a digit or a spelled letter counts for above: "77" is "syvoghalvfjerds", "WC" is "dobbelt-ve ce"."""

OnSpoken = Callable[[Cue, str], None]
"""Is told of each cue that has a clip, and of the voice that it is in."""

_WORDY = re.compile(r"\d|[A-ZÆØÅ](?![a-zæøå])")


class Booth:
    """Where cues are spoken. What an engine said once under the same settings is never asked of it again."""

    def __init__(self, engine: Engine, shelf: Shelf, on_unkept: Callable[[WriteError], None] | None = None) -> None:
        """Use an engine and a shelf.

        Args:
            engine: Speaks what the shelf does not hold.
            shelf: Keeps what it said.
            on_unkept: Called, once, when the shelf cannot keep a clip. The session is complete without it and the
                next one only takes longer, so this is a warning to print and never an error.
        """
        self.engine, self._shelf, self._on_unkept = engine, shelf, on_unkept
        self._keeping = True

    @property
    def name(self) -> str:
        """The name of the voice that speaks here."""
        return self.engine.name

    def speak(self, cues: Iterable[Cue], pace: int = 100, on_spoken: OnSpoken | None = None) -> dict[Cue, Clip]:
        """Get a clip for each cue.

        Args:
            cues: Repeated ones are spoken once.
            pace: Speed in per cent of the engine's own; a cue's `haste` comes on top.
            on_spoken: Called with each distinct cue and the voice's name as soon as the clip is there, be it fresh or
                from the shelf.

        Returns:
            A clip at 24 kHz for each distinct cue, in the order of their first mention.

        Raises:
            VoiceError: the engine could not speak a cue, or what it said cannot be that cue; the message names it. When
                it does not know some of the cues, the message names all of these, and nothing is spoken.
        """
        clips: dict[Cue, Clip] = {}
        cues = tuple(cues)
        self._make_sure_of(cues)
        for cue in dict.fromkeys(cues):
            clips[cue] = self.kept(cue, pace) or self.fresh(cue, pace)
            if on_spoken:
                on_spoken(cue, self.name)
        return clips

    def missing(self, cues: Iterable[Cue], pace: int = 100) -> tuple[Cue, ...]:
        """List the distinct cues that the engine would have to speak. Speaks nothing."""
        return tuple(cue for cue in dict.fromkeys(cues) if not self.kept(cue, pace))

    def _make_sure_of(self, cues: Iterable[Cue]) -> None:
        """Complain of every line that the engine does not know, in one go."""
        unknown = dict.fromkeys(cue.text for cue in cues if not self.engine.knows(cue.text))
        if unknown:
            lines = f"{len(unknown)} line{'' if len(unknown) == 1 else 's'}"
            listed = "".join(f"\n  {text}" for text in unknown)
            raise VoiceError(
                f"{self.engine.name} has not read {lines} of this:{listed}",
                cure=f"knib script ROUTINE --voice {self.engine.name} prints what is missing, to be read and recorded",
            )

    def kept(self, cue: Cue, pace: int = 100) -> Clip | None:
        """Fetch a cue's clip from the shelf, if it is there and can be that cue. The engine is not asked to speak.

        Raises:
            VoiceError: the engine is not here, and so cannot tell how it would sound.
        """
        pcm = self._shelf.get(self._key(self.engine.text_for(cue.text), _percent(cue, pace)))
        clip = Clip(pcm) if pcm else None
        return clip if clip and not implausible(clip, cue.text, _percent(cue, pace)) else None

    def fresh(self, cue: Cue, pace: int = 100) -> Clip:
        """Have the engine speak a cue, and put the clip on the shelf.

        Raises:
            VoiceError: it could not speak it, or what it said cannot be that cue; the message names the cue.
        """
        percent = _percent(cue, pace)
        said = self.engine.text_for(cue.text)
        try:
            clip = self.engine.speak(said, percent)
        except VoiceError as err:
            raise VoiceError(f"cue '{cue.text}': {err}", cure=err.cure) from err
        fault = implausible(clip, cue.text, percent)
        if fault:
            raise VoiceError(
                f"cue '{cue.text}': {self.engine.name} gave {fault}",
                cure="try again, write the cue in other words, or choose another voice",
            )
        self._keep(self._key(said, percent), clip)
        return clip

    def _keep(self, key: str, clip: Clip) -> None:
        if not self._keeping:  # a shelf that failed once is left alone, not tried for every cue
            return
        try:
            self._shelf.put(key, clip.pcm, self.name)
        except WriteError as err:
            self._keeping = False
            if self._on_unkept:
                self._on_unkept(err)

    def _key(self, said: str, percent: int) -> str:
        made_of = [self.engine.name, self._identity, percent, said]
        return sha256(json.dumps(made_of).encode()).hexdigest()

    @cached_property
    def _identity(self) -> list[tuple[str, str]]:
        return sorted(self.engine.identity().items())


def implausible(clip: Clip, text: str, percent: int) -> str:
    """Say why a clip cannot be a text spoken at that speed, as "silence" or "9000 ms of sound"; empty when it can."""
    if clip.rate != RATE or len(clip.pcm) % SAMPLE_BYTES:
        return f"sound at {clip.rate} Hz instead of {RATE}"
    characters = len(text) + (WORDY - 1) * len(_WORDY.findall(text))
    # A person who was recorded has a pace of their own, so that a hurry shortens nothing and a calm lengthens nothing.
    shortest = min(SHORTEST, SHORTEST_A_CHARACTER * len(text)) * 100 // max(100, percent)
    longest = (LONGEST_A_CHARACTER * characters + LONGEST_BESIDE) * 100 // min(100, percent)
    if not shortest <= clip.length <= longest:
        return f"{clip.length} ms of sound"
    return "silence" if is_silent(clip) else ""


def _percent(cue: Cue, pace: int) -> int:
    return (pace * cue.haste + 50) // 100
