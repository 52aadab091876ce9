"""The rests of a session as what may be stretched and shrunk, and a total shared out among them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from knib.plan.gaps import BEFORE_BORDER, BREATH
from knib.plan.timeline import Placed, Role, Span, Timeline
from knib.plan.turns import Row, Turn
from knib.plan.wishes import LONG_REST, whole_seconds
from knib.spec.model import Counting, CuePoint, Exercise, Fitting, Kind, Phase, Tone
from knib.spec.placeholders import named
from knib.units import HOUR, SECOND, Ms

_UNIT: Final = 10_000_000
"""A rest's factor is counted in parts so small that the next one adds at most 1 ms to any rest."""

_ANYWHERE: Final = frozenset({Tone.HALF, Tone.TICK, Tone.GAP, Tone.WAKE})
"""Tones that move with their rest."""


class Rest(NamedTuple):
    """A rest, by the number of its exercise and of its turn there; how long it is and may become, in ms.

    A `told` rest changes by whole seconds: its length is said, or its seconds are counted.
    """

    exercise: int
    turn: int
    length: Ms
    least: Ms
    most: Ms
    told: bool


def stretchable(
    exercises: Sequence[Exercise], done: Sequence[Row], timeline: Timeline, fitting: Fitting
) -> Iterator[Rest]:
    """Give the rests that may change: all, but those inside the repetitions of an exercise whose time is written.

    Args:
        exercises: The exercises of the routine.
        done: The phases each of them takes.
        timeline: Where those lie as written.
        fitting: How far a rest may go.
    """
    spans = iter(timeline.spans)
    written = [placed for placed in timeline.placed if not placed.reason]
    starts = [placed.start for placed in written]
    for number, (exercise, row) in enumerate(zip(exercises, done, strict=True)):
        for index, (turn, span) in enumerate(zip(row.turns, spans, strict=False)):
            if turn.phase.kind is Kind.REST and not (exercise.dose.lasting and turn.rep):
                inside = written[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
                yield _rest(number, index, turn.phase, _needed(turn.phase, span, inside), fitting)


def _rest(exercise: int, turn: int, phase: Phase, needed: int, fitting: Fitting) -> Rest:
    least = min(phase.length, max(-(-phase.length * fitting.least // 100), needed))
    most = min(HOUR, phase.length * fitting.most // 100)
    return Rest(exercise, turn, phase.length, Ms(least), Ms(most), _is_told(phase))


def _is_told(phase: Phase) -> bool:
    texts = (phase.command.text, *(cue.text.text for cue in phase.cues))
    return phase.count is not None or any("for" in named(text) for text in texts)


def _needed(phase: Phase, span: Span, inside: Sequence[Placed]) -> int:
    """Say what a rest needs for all that is heard in it, in ms: what belongs to its start, and what to its end."""
    own = {phase.command.origin, *(cue.text.origin for cue in phase.cues if not _is_late(cue, phase))}
    head, tail = 0, 0
    for placed in inside:
        if placed.sound in _ANYWHERE or (phase.count and placed.role is Role.COUNT and not _counts_down(phase)):
            continue
        at_first = placed.role in {Role.REMINDER, Role.COMMAND} or (placed.origin in own and placed.role is Role.CUE)
        if at_first:
            head = max(head, placed.end - span.start + BEFORE_BORDER)
        else:
            tail = max(tail, span.end - placed.start + BREATH - BEFORE_BORDER)
    return head + tail


def _counts_down(phase: Phase) -> bool:
    return phase.count is not None and phase.count.way is Counting.LAST


def _is_late(cue: CuePoint, phase: Phase) -> bool:
    """Tell whether a cue belongs to the end of its phase rather than to its start."""
    return cue.at * 2 >= phase.length


def shared(rests: Sequence[Rest], total: Ms) -> list[Ms]:
    """Share a total out: every rest by the same factor, as far as its limits allow; the lengths add up to it exactly.

    Rests that tell their length, and those of 20 s or more, change by whole seconds; the others take what is left over.
    Where there are no others, the last of them takes it.
    """
    lengths = _poured(rests, total)
    told = [number for number, rest in enumerate(rests) if rest.told or lengths[number] >= LONG_REST]
    carried = 0
    for number in told:
        exact = Ms(lengths[number] + carried)
        lengths[number] = _by_seconds(rests[number], exact)
        carried = exact - lengths[number]
    others = sorted(set(range(len(rests))).difference(told))
    remaining = Ms(total - sum(lengths[number] for number in told))
    for number, length in zip(others, _poured([rests[number] for number in others], remaining), strict=True):
        lengths[number] = length
    left = total - sum(lengths)
    for number in reversed(told):
        carrying = Ms(min(max(lengths[number] + left, rests[number].least), rests[number].most))
        left -= carrying - lengths[number]
        lengths[number] = carrying
    return lengths


def _poured(rests: Sequence[Rest], total: Ms) -> list[Ms]:
    """Give each rest the same factor, so that they add up to a total as nearly as their limits allow."""

    def by(factor: int) -> list[Ms]:
        return [Ms(min(max(rest.length * factor // _UNIT, rest.least), rest.most)) for rest in rests]

    low, high = 0, 1 + max((rest.most * _UNIT // rest.length for rest in rests), default=0)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(by(middle)) <= total else (low, middle - 1)
    lengths = by(low)
    left = total - sum(lengths)
    for number, rest in enumerate(rests):
        if left > 0 and lengths[number] < rest.most:
            lengths[number], left = Ms(lengths[number] + 1), left - 1
    return lengths


def _by_seconds(rest: Rest, exact: Ms) -> Ms:
    """Give the length nearest to one in ms, whole seconds away from the length as written."""
    changed = rest.length + (exact - rest.length + SECOND // 2) // SECOND * SECOND
    changed += SECOND * (changed < rest.least) - SECOND * (changed > rest.most)
    return Ms(changed) if rest.least <= changed <= rest.most else rest.length


def stretched(done: Sequence[Row], rests: Sequence[Rest], lengths: Sequence[Ms]) -> list[Row]:
    """Give the phases with their rests as long as this."""
    turns = [list(row.turns) for row in done]
    for rest, length in zip(rests, lengths, strict=True):
        turns[rest.exercise][rest.turn] = _turn(turns[rest.exercise][rest.turn], length)
    return [replace(row, turns=tuple(changed)) for row, changed in zip(done, turns, strict=True)]


def _turn(turn: Turn, length: Ms) -> Turn:
    """Change a rest's length. A cue in its second half keeps its distance to the end."""
    more = length - turn.phase.length
    if not more:
        return turn
    cues = tuple(replace(cue, at=Ms(cue.at + more)) if _is_late(cue, turn.phase) else cue for cue in turn.phase.cues)
    said = whole_seconds(length) if more % SECOND and length >= SECOND else None
    return replace(turn, phase=replace(turn.phase, length=length, cues=cues), said=said)
