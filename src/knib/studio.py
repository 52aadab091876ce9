"""The whole flow on one page: a routine and a voice become a finished session.

    text --read--> Routine --write--> Script --the distinct cues--> Booth --clips--> place --> Timeline
                                                                                       |
                                                         stitch, encode, tag <---------+

`record` and `finish` do nothing but call the floors below, in that order.
"""

from collections.abc import Callable
from itertools import count
from typing import Final

from knib.audio.codec import encode_mp3
from knib.audio.stitch import pieces
from knib.audio.tones import tone_clip
from knib.export.tags import tag
from knib.plan.place import place
from knib.plan.script import write
from knib.session import Session
from knib.spec.model import Pace, Routine, Tone
from knib.voice.booth import Booth

PACES: Final = {Pace.CALM: 89, Pace.NORMAL: 100, Pace.BRISK: 111}
"""Speed of each pace, in per cent of the engine's own; calm is 120 words a minute with the embedded voice."""

DEFAULT_PACE: Final = Pace.CALM


def record(routine: Routine, booth: Booth, on_spoken: Callable[[int, int], None] = lambda _done, _all: None) -> Session:
    """Write a routine out, have every cue spoken, and place it all in time.

    Args:
        routine: What to record.
        booth: Where the voice stands.
        on_spoken: Called with (cues spoken, cues in all) after each.

    Raises:
        VoiceError: a cue could not be spoken.
        SpecError: a cue does not fit its room.
    """
    script = write(routine)
    cues, done = script.cues, count(1)
    spoken = booth.speak(cues, pace_of(routine), lambda _cue: on_spoken(next(done), len(cues)))
    timeline = place(script, {cue: clip.length for cue, clip in spoken.items()})
    heard = dict.fromkeys(placed.sound for placed in timeline.placed)
    clips = {sound: tone_clip(sound) if isinstance(sound, Tone) else spoken[sound] for sound in heard}
    return Session(routine=routine, timeline=timeline, clips=clips, voice=booth.engine.name)


def finish(session: Session) -> bytes:
    """Stitch, encode and tag a session: the bytes of its MP3 file.

    Raises:
        SoundError: a clip is missing, empty, or does not lie where the timeline says.
    """
    return tag(encode_mp3(pieces(session.timeline, session.clips)), session.timeline)


def pace_of(routine: Routine) -> int:
    """Give the speed a routine asks for, in per cent of the engine's own."""
    return PACES[routine.voice.pace or DEFAULT_PACE]
