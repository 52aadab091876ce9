"""What is seen at every moment of a session: a row of steps without a hole, from its beginning to its end."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

from knib.export.captions import one_line
from knib.plan.cue import Cue
from knib.plan.timeline import Placed, Role, Span, Timeline
from knib.plan.turns import rows
from knib.share.sheet.commands import plain_word
from knib.spec.cycle import repetitions
from knib.spec.model import Kind, Routine
from knib.units import Ms
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A stretch of a session in which the same is asked, in ms from its start.

    `kind` is None, and `word` empty, where nothing but speech is heard. Repetitions and sets count from 1; `rep` is 0
    between repetitions, and `reps` and `sets` are how many there are in all.
    """

    start: Ms
    end: Ms
    kind: Kind | None = None
    word: str = ""
    side: str = ""
    rep: int = 0
    reps: int = 0
    set: int = 0
    sets: int = 0


@dataclass(frozen=True, slots=True)
class Pose:
    """How the disc lies at the end of a kind of phase, and how long it takes to get there.

    `size` and `lift` are per cent of its own size; below zero it has sunk. `within` is in ms, and at most the whole
    phase; 0 means that it takes all of it, as a breath does.
    """

    size: int
    lift: int
    within: Ms


POSES: Final[Mapping[Kind | None, Pose]] = {
    None: Pose(94, 0, Ms(1200)),
    Kind.WORK: Pose(82, 5, Ms(900)),
    Kind.HOLD: Pose(82, 5, Ms(900)),
    Kind.MOVE: Pose(88, 2, Ms(900)),
    Kind.RELEASE: Pose(100, 0, Ms(2500)),
    Kind.RELAX: Pose(100, 0, Ms(3000)),
    Kind.REST: Pose(100, 0, Ms(2500)),
    Kind.INHALE: Pose(100, -5, Ms(0)),
    Kind.EXHALE: Pose(82, 3, Ms(0)),
}
"""It gathers and lifts when squeezed, opens slowly when let go; it sinks and grows with a breath."""


def steps(routine: Routine, timeline: Timeline) -> tuple[Step, ...]:
    """Give the steps of a session, each beginning where the one before ends."""
    phases = list(_phases(routine, timeline))
    ends = [Step(start=Ms(0), end=Ms(0)), *phases, Step(start=timeline.length, end=timeline.length)]
    spoken = [placed for placed in timeline.placed if placed.role is Role.COMMAND]
    found: list[Step] = []
    for before, after in pairwise(ends):
        if before.end > before.start:
            found.append(before)
        found.extend(_between(before.end, after.start, spoken))
    return tuple(found)


def _phases(routine: Routine, timeline: Timeline) -> Iterator[Step]:
    """Give each phase, and how many there are of what it counts."""
    spans = iter(timeline.spans)
    for exercise, row in zip(routine.exercises, rows(routine) if routine.exercises else (), strict=True):
        for _, span in zip(row.turns, spans, strict=False):  # the row first, or it would swallow the next one's first
            yield replace(_step(span), reps=repetitions(exercise, span.set), sets=exercise.dose.sets)
    yield from map(_step, spans)  # a finished file tells its phases, and not how many there are of what


def _step(span: Span) -> Step:
    return Step(
        start=span.start,
        end=span.end,
        kind=span.kind,
        word=word(span.label) or plain_word(span.kind, span.exercise).capitalize(),
        side=one_line(span.side),
        rep=span.rep,
        set=span.set,
    )


def word(text: str) -> str:
    """Give a command as it is shown: one line, without its full stop."""
    return one_line(text).removesuffix(".")


def _between(start: Ms, end: Ms, spoken: list[Placed]) -> Iterator[Step]:
    """Give what lies between two phases. A last rest that was dropped still has its command, and the disc opens."""
    commands = [placed for placed in spoken if start <= placed.start < end]
    borders = [start, *(placed.start for placed in commands), end]
    if borders[1] > start:
        yield Step(start=start, end=borders[1])
    for placed, until in zip(commands, borders[2:], strict=True):
        said = placed.sound.text if isinstance(placed.sound, Cue) else ""
        yield Step(start=placed.start, end=until, kind=Kind.REST, word=word(said))
