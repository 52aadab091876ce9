"""Takes for `voices record`: read, listened to, and their lines kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knib.cli import console
from knib.errors import SoundError, UsageError
from knib.spec.choices import Pace
from knib.units import MINUTE, Ms, clock, exact_clock
from knib.values import dataclass

if TYPE_CHECKING:
    from knib.audio.clip import Clip
    from knib.audio.take import Part, Take
    from knib.voice.recorded.collection import Collection

COHORT: Final = "udholdenhed"
"""The ready routine whose lines every part is compared with, too: so that there always are other words."""

LONGEST: Final = Ms(20 * MINUTE)
"""Of one take; it is listened to as a whole."""

POOR: Final = 25.0
"""dB by which a voice should lie above the noise of its room, or the noise is heard to come and go with each line."""

KEPT, BEFORE, DOUBTFUL, MISSING = "kept", "before", "doubtful", "missing"
"""What can become of a line: it is kept from this take, was recorded before, or is not there yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What became of one line, where in which take it lies, and why it is doubtful."""

    number: int
    text: str
    state: str
    part: "Part | None" = None
    take: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """A voice, and the lines that are to be recorded. `accept` takes what is doubtful, too."""

    voice: "Collection"
    lines: Mapping[int, str]
    accept: bool


def listened(work: Work, paths: Sequence[Path], *, keep: bool) -> list[Row]:
    """Listen for the lines in each take, and keep those that are sure; a later take goes before an earlier one."""
    from knib.voice.recorded.listen import listen

    yardstick, others = _yardstick(work.lines.values())
    clips: dict[int, Clip] = {}
    rows: dict[int, Row] = {}
    for path in paths:
        take = _take(path)
        there = [number in clips or work.voice.path(text) is not None for number, text in work.lines.items()]
        judgement = listen(take, yardstick, others, frozenset(at for at, known in enumerate(there) if known))
        for number, found in zip(work.lines, judgement.found, strict=True):
            row, clip = _judged(work, number, found.part, found.why, take)
            if row.state == KEPT and clip:
                clips[number] = clip
            if number not in rows or row.state == KEPT or (row.part and number not in clips):
                rows[number] = replace(row, take=str(path))
        for part in judgement.unused:
            console.note(f"  not used: {exact_clock(part.start)} to {exact_clock(part.end)}")
    if keep:
        _keep(work, clips)
    return list(rows.values())


def told(work: Work, paths: Sequence[Path], windows: "Mapping[int, Part]") -> list[Row]:
    """Take lines from where somebody says they are.

    Raises:
        UsageError: there is more than one take, or no such line.
    """
    from knib.audio.take import within

    if len(paths) != 1:
        raise UsageError("Times are of one take.", cure="name one sound file")
    if unknown := [number for number in windows if number not in work.lines]:
        raise UsageError(f"There is no line {unknown[0]}.", cure=f"choose one of 1 to {len(work.lines)}")
    take = _take(paths[0])
    rows: dict[int, Row] = {}
    clips: dict[int, Clip] = {}
    for number, text in work.lines.items():
        window = windows.get(number)
        part = within(take, window) if window else None
        row, clip = _judged(work, number, part, "", take)
        if window and not part:
            nothing = f"nothing is heard from {exact_clock(window.start)} to {exact_clock(window.end)}"
            row = Row(number=number, text=text, state=DOUBTFUL, why=nothing)
        rows[number] = replace(row, take=str(paths[0]))
        if row.state == KEPT and clip:
            clips[number] = clip
    _keep(work, clips)
    return list(rows.values())


def _take(path: Path) -> "Take":
    """Read a take, and say how well it was recorded."""
    from knib.audio.take import heard

    clip = _decoded(path)
    try:
        take = heard(clip)
    except SoundError as error:
        raise SoundError(f"{path}: {error}", cure=error.cure) from error
    room = f"the voice lies {take.clearance:.0f} dB above the room"
    console.note(f"{path}: {clock(clip.length)}, {len(take.parts)} parts, {room}.")
    if take.overloaded:
        console.note("Warning: it was recorded too loud and is distorted. Move the telephone away, and read it again.")
    if take.clearance < POOR:
        console.note("Warning: the room is loud, and will be heard with every line. Find a quieter one if you can.")
    return take


def _decoded(path: Path) -> "Clip":
    from knib.audio.formats import decode
    from knib.cli.sources import whole_file

    data = whole_file(path, cure="name a sound file: M4A, MP3, WAV, OGG")
    try:
        clip = decode(data)
    except SoundError as error:
        raise SoundError(f"{path}: {error}", cure=error.cure) from error
    if clip.length > LONGEST:
        raise SoundError(f"{path}: it lasts {clock(clip.length)}", cure="record it in takes of 20 minutes or less")
    return clip


def _judged(work: Work, number: int, part: "Part | None", why: str, take: "Take") -> "tuple[Row, Clip | None]":
    """Say what becomes of a line."""
    from knib.audio.take import cut
    from knib.voice.lengths import implausible

    text = work.lines[number]
    if part is None:
        state = BEFORE if work.voice.path(text) else MISSING
        return Row(number=number, text=text, state=state, why=why), None
    clip = cut(take, part.start, part.end)
    if fault := implausible(clip, text, 100):  # a session would refuse it
        return Row(number=number, text=text, state=DOUBTFUL, part=part, why=f"{fault} cannot be it"), None
    state = DOUBTFUL if why and not work.accept else KEPT
    return Row(number=number, text=text, state=state, part=part, why=why), clip


def _yardstick(lines: Iterable[str]) -> "tuple[list[Clip], list[Clip]]":
    """Have the embedded voice read the lines, and some others."""
    from knib.cli.sources import booth, lines_to_read, load_routine
    from knib.plan.cue import Cue
    from knib.studio import PACES
    from knib.voice.engine import DEFAULT

    wanted = [Cue(line) for line in lines]
    more = [Cue(line) for line in lines_to_read([load_routine(COHORT)]).values()]
    spoken = booth(DEFAULT).speak([*wanted, *more], PACES[Pace.CALM])
    return [spoken[cue] for cue in wanted], [spoken[cue] for cue in more if cue not in wanted]


def _keep(work: Work, clips: "Mapping[int, Clip]") -> None:
    from datetime import UTC, datetime

    from knib.export.outbox import post

    if clips:
        day = datetime.now(tz=UTC).astimezone().date().isoformat()
        for path, data in work.voice.with_lines({work.lines[number]: clip for number, clip in clips.items()}, day):
            post(data, path)
