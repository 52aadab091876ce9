"""The whole flow on one page: a routine and a voice become a finished session.

    text --read--> Routine --write--> Script --the distinct cues--> Booth --clips--> place --> Timeline
                                                                                       |
                                         splice, tag, prove --> the buffers of a file <+

`record` and `finish` do nothing but call the floors below, in that order. `rehearse` goes as far as the timeline, and
sends nothing anywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from knib.audio.clip import Clip
from knib.audio.form import Format
from knib.audio.level import AIM, CEILING, CEILING_AT_32, TARGET, levelled, mastering
from knib.audio.splice import Mastering, splice
from knib.audio.store import Store
from knib.audio.tones import tone_clip
from knib.errors import SpecError
from knib.export.description import Description, describe
from knib.export.imprint import Conditions, Under
from knib.export.outbox import Buffer
from knib.export.proof import prove
from knib.export.tags import tag_bytes
from knib.plan.cue import Cue, Sounding
from knib.plan.fit import timed
from knib.plan.timeline import Timeline
from knib.session import Session
from knib.spec.choices import Pace
from knib.spec.model import Routine, Tone
from knib.units import Ms
from knib.values import dataclass
from knib.voice.booth import Booth

if TYPE_CHECKING:
    from knib.voice.chain import Chain

PACES: Final = {Pace.CALM: 89, Pace.NORMAL: 100, Pace.BRISK: 111}
"""Speed of each pace, in per cent of the engine's own; calm is 120 words a minute with the embedded voice."""

MEASURED: Final = frozenset({"does-not-fit", "no-room"})
"""Codes of the problems that hang on how long a cue lasts."""

DEFAULT_PACE: Final = Pace.CALM

SMALL: Final = 32
"""The bit rate, in kbit/s, at which MP3 makes peaks higher than others do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finish:
    """How a session is finished.

    `bitrate` is that of an MP3 in kbit/s, `background` lies under everything, `number` is the session's place among
    those it belongs to. A discreet file tells neither title nor words.
    """

    form: Format = Format.MP3
    bitrate: int = 64
    background: Clip | None = None
    discreet: bool = True
    number: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """What a session will be. The lengths of the cues in `estimated` are estimates, for nobody has spoken them yet."""

    routine: Routine
    timeline: Timeline
    voice: str
    estimated: frozenset[Cue]
    spoken_by: Mapping[Cue, str]


def rehearse(routine: Routine, booth: "Booth | Chain") -> Rehearsal:
    """Write a routine out and place it in time, to the ms where its cues can be spoken without a network.

    Raises:
        VoiceError: a cue could not be spoken, or must not be sent to an online voice.
        SpecError: a cue does not fit its room.
    """
    lengths, guessed, spoken_by = dict[Cue, Ms](), set[Cue](), dict[Cue, str]()

    def measured(cues: Sequence[Cue]) -> dict[Cue, Ms]:
        fresh = [cue for cue in cues if cue not in lengths]
        found, estimated = booth.lengths(fresh, pace_of(routine), spoken_by.__setitem__)
        lengths.update(found)
        guessed.update(estimated)
        return {cue: lengths[cue] for cue in cues}

    try:
        timeline = timed(routine, measured)
    except SpecError as err:
        raise _by_estimate(err, booth.name) if guessed else err from err
    estimated = frozenset(guessed)
    return Rehearsal(routine=routine, timeline=timeline, voice=booth.name, estimated=estimated, spoken_by=spoken_by)


def _by_estimate(err: SpecError, voice: str) -> SpecError:
    """Say of what does not fit that it was not measured."""
    note = f"lengths are estimates until {voice} has spoken"
    return SpecError(
        replace(problem, suggestion=f"{problem.suggestion} ({note})") if problem.code in MEASURED else problem
        for problem in err.problems
    )


def record(
    routine: Routine, booth: "Booth | Chain", on_spoken: Callable[[int, int], None] = lambda _done, _all: None
) -> Session:
    """Write a routine out, have every cue spoken, and place it all in time.

    Args:
        routine: What to record.
        booth: Where the voice stands, or a chain of voices.
        on_spoken: Called with (cues spoken, cues in all) after each.

    Raises:
        VoiceError: a cue could not be spoken.
        SpecError: a cue does not fit its room, or the session cannot be as long as its `fit` asks.
    """
    spoken, names = dict[Cue, Clip](), dict[Cue, str]()

    def measured(cues: Sequence[Cue]) -> dict[Cue, Ms]:
        fresh, before = [cue for cue in cues if cue not in spoken], len(names)

        def heard_from(cue: Cue, name: str) -> None:
            names[cue] = name
            on_spoken(len(names) - before, len(fresh))

        spoken.update(booth.speak(fresh, pace_of(routine), heard_from))
        return {cue: spoken[cue].length for cue in cues}

    timeline = timed(routine, measured)
    heard = dict.fromkeys(placed.sound for placed in timeline.placed)
    tones = routine.sound.tones
    clips = {sound: tone_clip(sound, tones) if isinstance(sound, Tone) else spoken[sound] for sound in heard}
    by = {sound: names[sound] for sound in heard if isinstance(sound, Cue)}
    voice = ", ".join(dict.fromkeys(by.values())) or booth.name
    return Session(routine=routine, timeline=timeline, clips=clips, voice=voice, spoken_by=by)


def finish(session: Session, store: Store, wanted: Finish) -> tuple[Sequence[Buffer], Description]:
    """Level, stitch, encode and tag a session, and prove that the file is whole.

    Returns:
        The file in buffers, and what it tells about itself.

    Raises:
        SoundError: a clip is missing, empty, or does not lie where the timeline says, or the file is not what it
            should be.
    """
    bed = session.routine.sound.bed
    under = Under.BACKGROUND if wanted.background else Under.BED if bed else Under.SILENCE
    description = describe(
        session.timeline,
        session.clips,
        discreet=wanted.discreet,
        number=wanted.number,
        voices=session.spoken_by,
        conditions=Conditions(under=under, levelled=True),
    )
    spliced = wanted.form is Format.MP3 and not wanted.background
    make = _spliced if spliced else _encoded_whole
    buffers = make(session, store, wanted, description)
    prove(buffers, description, wanted.form)
    return buffers, description


def _spliced(session: Session, store: Store, wanted: Finish, description: Description) -> Sequence[Buffer]:
    """Make an MP3 of its frames: each distinct stretch of sound is encoded once, ever."""
    bed, bitrate = session.routine.sound.bed, wanted.bitrate
    sound = splice(session.timeline, session.clips, store, bitrate=bitrate, mastering=mastered_for(bitrate), bed=bed)
    return tag_bytes(description), *sound


def _encoded_whole(session: Session, _store: Store, wanted: Finish, description: Description) -> Sequence[Buffer]:
    """Stitch and encode a session from end to end: what cannot be spliced."""
    # Loaded here, because a spliced session needs none of them.
    from knib.audio.background import with_background
    from knib.audio.bed import with_bed
    from knib.audio.formats import encode
    from knib.audio.stitch import pieces
    from knib.export.containers import tagged

    # LAME makes an MP3 a little softer than it was; the other formats need no making up for that.
    mp3 = wanted.form is Format.MP3
    aim, ceiling = (AIM, _ceiling(wanted.bitrate)) if mp3 else (TARGET, CEILING)
    clips = {sound: _mastered(sound, clip, aim, ceiling) for sound, clip in session.clips.items()}
    sound = pieces(session.timeline, clips)
    sound = with_bed(sound) if session.routine.sound.bed else sound
    sound = with_background(sound, session.timeline, wanted.background) if wanted.background else sound
    return (tagged(encode(sound, wanted.form, description.chapters, wanted.bitrate), description, wanted.form),)


def mastered_for(bitrate: int) -> Mastering:
    """Give what is done to the clips of an MP3 of so many kbit/s."""
    ceiling = _ceiling(bitrate)
    return Mastering(mastering(ceiling), lambda sound, clip: _mastered(sound, clip, AIM, ceiling))


def _ceiling(bitrate: int) -> float:
    return CEILING_AT_32 if bitrate <= SMALL else CEILING


def _mastered(sound: Sounding, clip: Clip, aim: float, ceiling: float) -> Clip:
    """Level what is spoken; tones are made at their level."""
    return levelled(clip, aim, ceiling) if isinstance(sound, Cue) else clip


def pace_of(routine: Routine) -> int:
    """Give the speed a routine asks for, in per cent of the engine's own."""
    return PACES[routine.voice.pace or DEFAULT_PACE]
