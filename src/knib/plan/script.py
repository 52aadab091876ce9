"""What is said and done, in order: a routine with every repetition written out and every placeholder filled."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle, groupby
from typing import Final

from knib.errors import Origin, Problem
from knib.plan.acts import Act, Beat, Line, Opening, Release, Reminder, Speech
from knib.plan.cue import Cue, Sounding, one_cue, paces
from knib.plan.marks import marks
from knib.plan.sentences import sentences, with_effort
from knib.plan.timeline import Role
from knib.plan.turns import Row, Turn, numbers_of, rows, texts_of
from knib.plan.unheard import never_taken
from knib.plan.wishes import Wish, announcements, set_cue, wishes
from knib.plan.words import release
from knib.spec.choices import ToneSet
from knib.spec.model import (
    Announced,
    Exercise,
    Fit,
    Kind,
    Phase,
    Routine,
    Say,
    Step,
    Text,
    Tone,
)
from knib.spec.placeholders import fill
from knib.units import Ms, spoken_length
from knib.values import dataclass

INTRO: Final = "Introduktion"
OUTRO: Final = "Afslutning"

CLOSING: Final = (Cue("Godt."), Cue("Du er færdig for i dag."))
"""What ends a session whose writer has written no ending (rule 7)."""

HELD: Final = frozenset({Kind.WORK, Kind.HOLD, Kind.MOVE})
"""The kinds of phase that something is let go of after."""

_Known = dict[tuple[int, tuple[str, ...]], tuple[str, tuple[Line, ...]]]
"""Lines by their phase and words: what is said a thousand times is in memory once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """A whole session, not yet placed in time."""

    title: str
    acts: tuple[Act, ...]
    reminders: tuple[Reminder, ...]
    wakes: bool
    marks: Mapping[Kind | None, Sounding]
    origin: Origin
    problems: tuple[Problem, ...] = ()

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The distinct cues, in the order they are first needed."""
        return tuple(dict.fromkeys(self._all_cues()))

    def _all_cues(self) -> Iterator[Cue]:
        seen = set[tuple[int, ...]]()
        for act in self.acts:
            match act:
                case Speech(cues=cues) | Opening(speech=Speech(cues=cues)):
                    yield from (cue for cue in cues if isinstance(cue, Cue))
                case Beat():
                    parts = (act.lines, act.fit, act.count, act.announced, act.wishes, act.release)
                    key = (act.length, *map(id, parts))
                    if key in seen:  # a hundred repetitions share theirs
                        continue
                    seen.add(key)
                    yield from (sound for sound in [act.release and act.release.sound] if isinstance(sound, Cue))
                    yield from (cue for line in act.lines for cue in paces(line.cue, act.fit))
                    yield from (line.cue for line in act.numbers)
                    yield from (announcement.cue for announcement in act.announced)
                    yield from (cue for wish in act.wishes for cue in wish.cues)
                case _:
                    continue
        yield from (reminder.cue for reminder in self.reminders)
        yield from (mark for mark in self.marks.values() if isinstance(mark, Cue))


def write(routine: Routine, done: Sequence[Row] | None = None, aside: Collection[int] = ()) -> Script:
    """Write a routine out. Pure.

    Args:
        routine: What to write out.
        done: The phases of each exercise, where they are not those of `rows(routine)`.
        aside: The exercises, by number, whose words take their own time although a rest before them has room.
    """
    heard = routine.sound.tones is not ToneSet.NONE
    acts: list[Act] = list(_steps(INTRO, routine.intro))
    reminders: list[Reminder] = []
    known: _Known = {}
    row_of_each = done or rows(routine)
    owed: Release | None = None
    for number, (exercise, row) in enumerate(zip(routine.exercises, row_of_each, strict=True)):
        opening = replace(_opening(exercise), aside=number in aside)
        acts.extend([*_last_words(owed if opening.speech else None), opening])
        begin = len(acts)
        dose = numbers_of(exercise)
        releases = _releases(row, dose, known, tones=heard)
        if owed and not opening.speech:
            releases[0] = owed
        owed = releases.get(len(row.turns))
        beats = [_beat(exercise, turn, dose, routine.fit, known) for turn in row.turns]
        beats = [_let_go(beat, releases[place]) if place in releases else beat for place, beat in enumerate(beats)]
        acts.extend(_asking(routine, exercise, row, beats))
        reminders.extend(_reminders(exercise, row.turns, begin))
    acts.extend(_last_words(owed))
    acts.extend(_steps(OUTRO, routine.outro))
    acts.extend(_closing(routine))
    if not heard:
        acts = [_without_tones(act) if isinstance(act, Beat) else act for act in acts]
    return Script(
        title=routine.title,
        acts=tuple(acts),
        reminders=tuple(reminders),
        wakes=routine.sound.wakes,
        marks=marks(tones=heard) if routine.pacing.gaps else {},
        origin=routine.origin,
        problems=() if done else tuple(never_taken(routine, row_of_each)),
    )


def _asking(routine: Routine, exercise: Exercise, row: Row, beats: Sequence[Beat]) -> Iterator[Beat]:
    """Let each phase ask for what the rules of pacing want in it, and for what it is announced by."""
    tones = routine.sound.tones is not ToneSet.NONE
    pacing = replace(routine.pacing, support=routine.pacing.support and not exercise.breath)
    asked: dict[tuple[int, str], tuple[Wish, ...]] = {}
    before = None
    for turn, beat in zip(row.turns, beats, strict=True):
        key = (id(turn.phase), beat.label)
        if key not in asked:
            asked[key] = wishes(turn.phase, beat.label, pacing, tones=tones)
        announced = tuple(announcements(exercise, turn, before)) if exercise.announce else ()
        before = turn if turn.rep else before
        yield replace(beat, wishes=asked[key], announced=announced) if asked[key] or announced else beat


def _without_tones(beat: Beat) -> Beat:
    """Leave out the tones of a phase; then no word can give way to one either."""
    return replace(beat, tones=(), fit=Fit.REFUSE if beat.fit is Fit.TONE else beat.fit)


def _closing(routine: Routine) -> Iterator[Act]:
    """Say that the session is over, where the writer has not: nobody is left waiting for more."""
    if routine.pacing.closing and not routine.outro:
        yield Opening(OUTRO)
        yield Speech(CLOSING, routine.origin, reason="rule 7: a session ends with a closing line")


def _steps(title: str, steps: tuple[Step, ...]) -> Iterator[Act]:
    if steps:
        yield Opening(title)
    for step in steps:
        yield _speech(step.text, {}) if isinstance(step, Say) else step


def _speech(text: Text, values: Mapping[str, str]) -> Speech:
    return Speech(tuple(map(Cue, sentences(fill(text.text, values)))), text.origin)


def _opening(exercise: Exercise) -> Opening:
    values = numbers_of(exercise)
    name = (Cue(exercise.name),) if Announced.NAME in exercise.announce else ()
    first = (set_cue(1),) if Announced.SET in exercise.announce and exercise.dose.sets > 1 else ()
    said = _speech(exercise.say, values) if exercise.say else Speech((), exercise.origin)
    speech = Speech((*name, *first, *said.cues), said.origin)
    return Opening(exercise.name, speech if speech.cues else None)


def _beat(exercise: Exercise, turn: Turn, dose: Mapping[str, str], fit: Fit, known: _Known) -> Beat:
    phase = turn.phase
    own = {"reps": str(exercise.dose.by_set[turn.set - 1])} if exercise.dose.by_set else {}
    command, lines = _worded(turn, {**dose, **own}, known)
    return Beat(
        kind=phase.kind,
        length=phase.length,
        label=command,
        exercise=exercise.name,
        set=turn.set,
        rep=turn.rep,
        side=turn.side,
        round=exercise.round.number if exercise.round else 0,
        lines=lines,
        count=phase.count,
        tones=phase.tones,
        fit=phase.fit or fit,
        origin=phase.command.origin,
    )


def _worded(turn: Turn, dose: Mapping[str, str], known: _Known) -> tuple[str, tuple[Line, ...]]:
    """Give a phase's command and its lines. What is worded alike, as most repetitions are, gets the very same ones."""
    phase = turn.phase
    if always := known.get((id(phase), ())):
        return always
    texts = texts_of(phase)
    filled: tuple[str, ...] = ()
    if any("{" in text or "}" in text for text in texts):
        values = {**dose, "set": str(turn.set), "rep": str(turn.rep), "side": turn.side, "n": str(turn.n)}
        if turn.times:
            values["rep"], values["reps"] = map(str, turn.times)
        values["for"] = spoken_length(turn.said or phase.length)
        texts = filled = tuple(fill(text, values) for text in texts)
    key = (id(phase), filled)
    if key not in known:
        command = with_effort(texts[0], phase.effort)
        known[key] = command, _lines(phase, (command, *texts[1:]))
    return known[key]


def _lines(phase: Phase, said: tuple[str, ...]) -> tuple[Line, ...]:
    """Give the lines of a phase: its command, if it has one that is spoken, and its cues."""
    command, *cues = said
    spoken = command and not phase.silent
    commands = (Line(Ms(0), one_cue(command), Role.COMMAND, phase.command.origin),) if spoken else ()
    rest = (Line(cue.at, one_cue(text), Role.CUE, cue.text.origin) for cue, text in zip(phase.cues, cues, strict=True))
    return tuple(sorted((*commands, *rest), key=lambda line: line.at))


def _releases(row: Row, dose: Mapping[str, str], known: _Known, *, tones: bool) -> dict[int, Release]:
    """Return what lets go of each squeeze whose rest is not taken, by the place of the phase that comes next.

    Only words that let go are said, and no pause is named that there is not. Where nothing is spoken it is a tone.
    """
    releases: dict[int, Release] = {}
    for rest in row.dropped:
        if rest.before in releases or not rest.before or row.turns[rest.before - 1].phase.kind not in HELD:
            continue
        phase, (command, lines) = rest.turn.phase, _worded(rest.turn, dose, known)
        spoken = any(line.role is Role.COMMAND for line in lines)
        tone = next((tone for tone in phase.tones if tone in {Tone.START, Tone.STOP}), None)
        if spoken and (words := release(command)):
            releases[rest.before] = Release(one_cue(words), phase.command.origin)
        elif not spoken and tone and tones:
            releases[rest.before] = Release(tone, phase.command.origin)
    return releases


def _let_go(beat: Beat, owed: Release) -> Beat:
    """Let a phase begin with what lets go of the squeeze before it, unless it does that itself."""
    spoken = any(line.role is Role.COMMAND for line in beat.lines)
    signal = not spoken and not {Tone.START, Tone.STOP}.isdisjoint(beat.tones)
    itself = release(beat.label) if spoken else signal and isinstance(owed.sound, Tone)
    return beat if itself else replace(beat, release=owed)


def _last_words(owed: Release | None) -> Iterator[Speech]:
    """Let go of the last squeeze where no phase follows at once: in the voice's own time."""
    if owed:
        yield Speech((owed.sound,), owed.origin, owed.role)


def _reminders(exercise: Exercise, row: Sequence[Turn], begin: int) -> Iterator[Reminder]:
    """Give each set the next of the reminders, in turn."""
    values = numbers_of(exercise)
    for text, (_, turns_of_set) in zip(cycle(exercise.reminders), groupby(row, lambda turn: turn.set), strict=False):
        end = begin + sum(1 for _ in turns_of_set)
        yield Reminder(Cue(fill(text.text, values)), text.origin, range(begin, end))
        begin = end
