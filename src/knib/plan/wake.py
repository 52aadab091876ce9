"""The tone that wakes a loudspeaker before a word.

Bluetooth speakers and hearing aids fall asleep in silence and swallow the first syllable after it.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from knib.plan.cue import TONE_LENGTHS, Cue
from knib.plan.timeline import Placed, Role
from knib.spec.model import Tone
from knib.units import Ms

ASLEEP: Final = Ms(4000)
"""After a longer silence than this a word is preceded by a tone."""

BEFORE: Final = Ms(600)
"""The tone begins this long before its word: it lasts 300 ms, and 300 ms of silence follow."""


def woken(placed: Iterable[Placed]) -> Iterator[Placed]:
    """Put a tone before each word that follows more than 4 s of silence.

    Silence is counted from the last sound, or from the first: what begins a session has its lead-in. A tone needs no
    tone before it, and where nothing sounded for 4 s there is room for one.
    """
    heard: Ms | None = None
    for sound in placed:
        if isinstance(sound.sound, Cue) and heard is not None and sound.start - heard > ASLEEP:
            start = Ms(sound.start - BEFORE)
            end = Ms(start + TONE_LENGTHS[Tone.WAKE])
            yield Placed(start=start, end=end, sound=Tone.WAKE, role=Role.TONE, origin=sound.origin)
        heard = sound.end
        yield sound
