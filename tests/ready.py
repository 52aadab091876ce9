"""The ready routines as the real voice speaks them, each recorded once in a test process."""

from collections.abc import Mapping
from functools import cache

from knib.audio.clip import Clip
from knib.plan.cue import Cue, Sounding
from knib.session import Session
from knib.spec import library
from knib.spec.reader import read
from knib.studio import pace_of, record
from knib.voice.booth import Booth
from knib.voice.engines.espeak import Espeak
from knib.voice.shelf import Shelf, default_folder

VOICE = Espeak()

HEARD = ("find-musklen", "blid-start", "lange-og-hurtige", "udholdenhed", "hosteknib", "afspaending")
"""Those that stand for all where sound is made and measured, which takes seconds each: short and long, with ticks,
numbers, quick squeezes, breaths and changes of position."""


@cache
def session(name: str) -> Session:
    """Record a ready routine."""
    return record(read(library.load(name), name), Booth(VOICE, Shelf(default_folder())))


@cache
def as_spoken(name: str) -> Mapping[Sounding, Clip]:
    """Give a ready routine's sounds, its cues just as the voice gives them, however a session would treat them."""
    recorded = session(name)
    return {
        sound: _say(sound, pace_of(recorded.routine)) if isinstance(sound, Cue) else clip
        for sound, clip in recorded.clips.items()
    }


def spoken(name: str) -> dict[str, Clip]:
    """Give a ready routine's cues by their words, as the voice gives them."""
    return {sound.text: clip for sound, clip in as_spoken(name).items() if isinstance(sound, Cue)}


@cache
def _say(cue: Cue, pace: int) -> Clip:
    return VOICE.speak(VOICE.text_for(cue.text), (pace * cue.haste + 50) // 100)
