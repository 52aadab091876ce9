"""What can sound in a session: a cue that is spoken, or a tone."""

from functools import lru_cache
from typing import Final

from knib.spec.model import Fit, Tone
from knib.units import Ms
from knib.values import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A line to be spoken. `haste` is the speed in per cent of the voice's own pace (100 to 115)."""

    text: str
    haste: int = 100


Sounding = Cue | Tone


@lru_cache(4096)
def one_cue(text: str, haste: int = 100) -> Cue:
    """Give a cue, for the same line the very same one: what is said 600 times is then looked up without comparing."""
    return Cue(text, haste)


TONE_LENGTHS: Final = {
    Tone.START: Ms(420),
    Tone.STOP: Ms(420),
    Tone.HALF: Ms(360),
    Tone.TICK: Ms(60),
    Tone.GAP: Ms(350),
    Tone.WAKE: Ms(300),
}
"""Length of each tone in ms, exactly; `audio.tones` draws them this long."""

HASTES: Final = (100, 108, 115)
"""Paces in per cent that `fit_voice: faster` may try, in this order: up to 15 % faster."""


def paces(cue: Cue, fit: Fit) -> tuple[Cue, ...]:
    """Give the ways a cue may be spoken, the calmest first."""
    return tuple(one_cue(cue.text, haste) for haste in HASTES) if fit is Fit.FASTER else (cue,)
