"""A session's plan, shown to a person."""

from collections.abc import Collection, Iterator

from knib.cli import console
from knib.plan.cue import Cue
from knib.plan.timeline import Placed, Role, Timeline
from knib.share.strip import COLOURS, DANISH, columns
from knib.spec.cycle import cycle_length, repetitions
from knib.spec.model import Kind, Routine, Tone
from knib.spec.parameters import limits
from knib.spec.rounds import stations
from knib.studio import Rehearsal
from knib.units import Ms, clock, exact_clock, seconds

LETTERS = {kind: name[0] for kind, name in DANISH.items()}


def show_plan(session: Rehearsal, *, unspoken: int, every: bool) -> None:
    """Print a session's length, its strip, its chapters and its cues."""
    timeline, estimated = session.timeline, session.estimated
    console.out(f"{timeline.title}: {clock(timeline.length)}  (voice: {session.voice})")
    console.out("  ".join(f"{name} {clock(length)}" for name, length in _times(timeline)))
    console.out()
    _strip(timeline)
    console.out()
    console.table(("chapter", "from", "length"), _chapters(timeline))
    for line in (*_fitted(session.routine), *_parameters(session.routine)):
        console.out(line)
    console.table(("at", "cue", "what"), _cues(timeline, estimated, every=every))
    for line in _left_out(timeline, every=every):
        console.out(line)
    distinct = sum(isinstance(sound, Cue) for sound in {placed.sound for placed in timeline.placed})
    counted = f"{len(timeline.placed)} cues and tones, {distinct} distinct cues"
    console.out(f"{counted}, {unspoken} of which had not been spoken before.")
    if estimated:
        console.out(estimates(session))
    if not every and len(list(_cues(timeline, (), every=True))) > len(list(_cues(timeline, (), every=False))):
        console.note("Repeated cues are shown once; --all shows every repetition.")


def estimates(session: Rehearsal) -> str:
    """Say that lengths are estimates, and how they become exact."""
    count = f"The lengths of {len(session.estimated)} cues are estimated"
    return f"{count}, for {session.voice} has not spoken them yet; 'knib render' measures them."


def _times(timeline: Timeline) -> Iterator[tuple[str, Ms]]:
    """Give the time of each kind of phase, and what is left: speech and silence."""
    spoken = timeline.length
    for kind in Kind:
        length = Ms(sum(span.end - span.start for span in timeline.spans if span.kind is kind))
        spoken = Ms(spoken - length)
        if length:
            yield DANISH[kind], length
    yield "tale", spoken


def _fitted(routine: Routine) -> Iterator[str]:
    """Say how many repetitions fit in the time that an exercise was given."""
    for exercise in stations(routine.exercises):
        if exercise.dose.lasting:
            reps, once = repetitions(exercise), cycle_length(exercise.phases)
            taken = f"{reps} of {seconds(once)} take {clock(Ms(reps * once))}"
            yield f"{exercise.name}: {reps} repetitions fit in {clock(exercise.dose.lasting)} ({taken})"
    if routine.fitting:
        yield f"The rests are made so long that the session takes {exact_clock(routine.fitting.length)}."


def _parameters(routine: Routine) -> Iterator[str]:
    """Say what can be set, to what it is set, and within which limits."""
    for name, parameter in routine.parameters.items():
        within = f" ({limits(parameter)})" if limits(parameter) else ""
        label = f": {parameter.label}" if parameter.label else ""
        yield f"{name} = {parameter.value}{within}{label}"


def _strip(timeline: Timeline) -> None:
    kinds = columns(timeline, min(console.width(), 120))
    console.strip([(LETTERS[kind], COLOURS[kind]) if kind else ("·", "") for kind in kinds])
    present = [kind for kind in Kind if kind in kinds]
    console.strip([cell for kind in present for cell in _legend(kind)])


def _legend(kind: Kind) -> list[tuple[str, str]]:
    name = DANISH[kind]
    return [(LETTERS[kind], COLOURS[kind]), *((sign, "") for sign in f" {name}  ")]


def _chapters(timeline: Timeline) -> Iterator[tuple[str, str, str]]:
    for chapter in timeline.chapters:
        yield chapter.title, exact_clock(chapter.start), clock(Ms(chapter.end - chapter.start))


def _cues(timeline: Timeline, estimated: Collection[Cue], *, every: bool) -> Iterator[tuple[str, str, str]]:
    """Give the cues; unless every one is wanted, each line of the routine only where it is first heard."""
    seen: set[tuple[str, str]] = set()
    for placed in timeline.placed:
        key = (placed.origin.field, _words(placed))
        if every or key not in seen:
            guess = ", length estimated" if placed.sound in estimated else ""
            reason = f"; {placed.reason}" if placed.reason else ""
            yield exact_clock(placed.start), _words(placed), f"{placed.role}{guess}{reason}"
        seen.add(key)


def _left_out(timeline: Timeline, *, every: bool) -> Iterator[str]:
    """Tell what the rules of pacing would have said; unless all is wanted, each phrase of a line where it first was."""
    seen: set[tuple[str, str]] = set()
    for left in timeline.left_out:
        key = (left.origin.field, left.text)
        if every or key not in seen:
            yield f"left out: '{left.text}' at {exact_clock(left.at)}, no room ({left.reason})"
        seen.add(key)


def _words(placed: Placed) -> str:
    if isinstance(placed.sound, Tone):
        return f"♪ {placed.sound}"
    return placed.sound.text if placed.role is not Role.COUNT else f"({placed.sound.text})"
