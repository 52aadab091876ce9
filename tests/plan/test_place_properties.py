"""What is true of every plan, whatever the routine."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import assume, example, given, settings

from knib.errors import Origin, Problem, SpecError
from knib.plan.acts import Beat, Line, Opening, Speech
from knib.plan.cue import TONE_LENGTHS, Cue, Sounding
from knib.plan.place import place
from knib.plan.script import Script, write
from knib.plan.timeline import LET_GO, Placed, Role, Span, Timeline
from knib.plan.turns import rows
from knib.spec.lengths import Over
from knib.spec.model import Exercise, Fit, Group, Kind, Phase, Routine, Say, Tone
from knib.units import Ms, up_to_grid
from routines import exercise, lengths, texts, understood

quickly = settings(max_examples=25)


@dataclass(frozen=True)
class Plan:
    routine: Routine
    script: Script
    timeline: Timeline


def plan(text: str) -> Plan:
    routine = understood(text)
    script = replace(write(routine), wakes=False)
    try:
        return Plan(routine, script, place(script, lengths(script)))
    except SpecError:
        assume(False)  # noqa: FBT003 -- Hypothesis' own
        raise


@dataclass(frozen=True)
class Naive:
    """A phase as written, and whether it ends its exercise or is the `after`."""

    phase: Phase
    exercise: int
    last: bool
    after: bool


def in_full(parts: tuple[Phase | Group, ...]) -> list[Phase]:
    row: list[Phase] = []
    for part in parts:
        row += [part] if isinstance(part, Phase) else in_full(part.phases) * part.repeat
    return row


def written_row(one: Exercise, reps: int) -> list[Phase]:
    row: list[Phase] = []
    for number in range(one.dose.sets):
        row += [one.between_sets] if number and one.between_sets else []
        sides = len(one.dose.sides) or 1
        times = one.dose.by_set[number] if one.dose.by_set else reps
        each = [[in_time(phase, one, number, rep, times) for phase in in_full(one.phases)] for rep in range(times)]
        turns = (
            [rep for rep in each for _ in range(sides)]
            if one.dose.alternate
            else [[phase for rep in each for phase in rep]] * sides
        )
        for index, turn in enumerate(turns):
            row += [one.between_sides] if index and one.between_sides else []
            row += turn
    return row


def in_time(phase: Phase, one: Exercise, number: int, rep: int, reps: int) -> Phase:
    """Give a phase the length that it has in a set and a repetition, counted from 0."""
    lengths = phase.lengths
    if lengths is None:
        return phase
    if not lengths.climbs:
        return replace(phase, length=lengths.each[number])
    start, end = lengths.each
    step, steps = (rep, reps - 1) if lengths.over is Over.REPS else (number, one.dose.sets - 1)
    return replace(phase, length=Ms(start + (end - start) * step // steps))


def naive_reps(one: Exercise) -> int:
    """Add one repetition after the other until the next would be too much."""
    if one.dose.lasting is None:
        return one.dose.reps
    cycle = in_full(one.phases)
    thrice = left([(phase, False) for phase in cycle * 3])
    ends = left([(phase, False) for phase in cycle * 2])
    once = sum(phase.length for phase, _ in thrice) - sum(phase.length for phase, _ in ends)
    reps = 0
    while (reps + 1) * once <= one.dose.lasting:
        reps += 1
    return reps


def rests(phase: Phase) -> bool:
    return phase.kind is Kind.REST and not phase.keep


def left(row: list[tuple[Phase, bool]]) -> list[tuple[Phase, bool]]:
    """Take away one rest at a time, the last one first, as long as one gives way; with each, whether it is a pause."""
    for index in range(len(row) - 2, -1, -1):
        (phase, _), (following, pause) = row[index : index + 2]
        if rests(phase) and following.kind is Kind.REST and (pause or following.length >= phase.length):
            return left([*row[:index], *row[index + 1 :]])
    return row


def naive(routine: Routine) -> list[Phase]:
    """Say which phases stand, by looking at each one and its neighbour: an oracle, slow and plain."""
    rows = [written_row(one, naive_reps(one)) for one in routine.exercises]
    kept = []
    for index, (one, row) in enumerate(zip(routine.exercises, rows, strict=True)):
        coming = rows[index + 1][0] if index + 1 < len(rows) else None
        after = one.after
        if after and rests(after) and (coming is None or (coming.kind is Kind.REST and coming.length >= after.length)):
            after = None
        marked = [(phase, phase in {one.between_sets, one.between_sides}) for phase in row]
        stands = left([*marked, *([(after, True)] if after else [])])
        while after is None and rests(stands[-1][0]):
            stands.pop()
        kept += [phase for phase, _ in stands]
    return kept


def beats(script: Script) -> list[Beat]:
    return [act for act in script.acts if isinstance(act, Beat)]


@quickly
@given(texts)
def test_the_phases_that_stand_are_those_a_plain_reading_of_the_rules_gives(text: str) -> None:
    routine = understood(text)
    assert [(beat.kind, beat.length) for beat in beats(write(routine))] == [
        (phase.kind, phase.length) for phase in naive(routine)
    ]


@quickly
@given(texts)
def test_no_rest_that_yields_is_followed_by_a_pause_or_a_rest_as_long_or_ends_an_exercise(text: str) -> None:
    routine = understood(text)
    done = [[turn.phase for turn in row.turns] for row in rows(routine)]
    for one, row in zip(routine.exercises, done, strict=True):
        assert row[-1] is one.after or not rests(row[-1])
        pauses = {one.between_sets, one.between_sides, one.after}
        for phase, following in pairwise(row):
            longer = following.length >= phase.length or following in pauses
            assert not (rests(phase) and following.kind is Kind.REST and longer)


@quickly
@given(texts)
def test_every_phase_is_exactly_as_long_as_written(text: str) -> None:
    done = plan(text)
    assert [span.end - span.start for span in done.timeline.spans] == [phase.length for phase in naive(done.routine)]


@quickly
@given(texts)
def test_borders_meet_wherever_nothing_is_said_between_two_phases(text: str) -> None:
    done = plan(text)
    acts = [act for act in done.script.acts if not isinstance(act, Opening) or act.speech]
    order = iter(done.timeline.spans)
    numbered = [next(order) if isinstance(act, Beat) else None for act in acts]
    for one, other in pairwise(numbered):
        if one and other:
            assert one.end == other.start


@quickly
@given(texts)
def test_the_sounds_stand_in_order_and_never_overlap(text: str) -> None:
    placed = plan(text).timeline.placed
    for one, other in pairwise(placed):
        assert one.start <= one.end <= other.start


@quickly
@given(texts)
def test_chapters_tile_the_session_from_its_first_to_its_last_millisecond(text: str) -> None:
    timeline = plan(text).timeline
    assert timeline.chapters[0].start == 0
    assert timeline.chapters[-1].end == timeline.length
    assert all(one.end == other.start for one, other in pairwise(timeline.chapters))
    assert all(chapter.start < chapter.end for chapter in timeline.chapters)


@quickly
@given(texts)
@example(exercise("phases:\n  - {work: Nu, for: 1 s, tone: start, cues: [{at: -60 s, say: Om lidt}]}"))
def test_a_second_of_silence_begins_the_session_and_two_end_it(text: str) -> None:
    timeline = plan(text).timeline
    heard = [placed for placed in timeline.placed if placed.sound is not Tone.TICK]  # a tick may be on the last border
    ends = [placed.end for placed in heard] + [span.end for span in timeline.spans]
    assert all(placed.start >= 1000 for placed in timeline.placed)
    assert timeline.spans[0].start >= 1000
    assert max(ends) <= timeline.length - 2000


def let_go(done: Plan, beat: Beat, span: Span) -> Placed | None:
    """Return what lets go of the squeeze before a phase, where it is heard on the phase's first border."""
    if beat.release is None:
        return None
    key = span.start, beat.release.origin
    return next((placed for placed in done.timeline.placed if (placed.start, placed.origin) == key), None)


def own_start(done: Plan, beat: Beat, span: Span) -> int:
    """Return when a phase's own command is heard: on its border, or a breath after what lets go there."""
    before = let_go(done, beat, span)
    return span.start + (up_to_grid(Ms(before.end - before.start)) + 350 if before else 0)


@quickly
@given(texts)
def test_every_command_starts_on_its_border_or_a_breath_after_what_lets_go_there(text: str) -> None:
    done = plan(text)
    starts = {(placed.start, placed.origin) for placed in done.timeline.placed}
    for beat, span in zip(beats(done.script), done.timeline.spans, strict=True):
        commands = [line for line in beat.lines if line.role is Role.COMMAND]
        assert all((own_start(done, beat, span), line.origin) in starts for line in commands)


@quickly
@given(texts)
def test_what_lets_go_is_heard_on_the_border_in_calm_phases_alone_or_is_told_as_left_out(text: str) -> None:
    done = plan(text)
    left_out = {(left.at, left.origin) for left in done.timeline.left_out if left.reason == LET_GO}
    for beat, span in zip(beats(done.script), done.timeline.spans, strict=True):
        if let_go(done, beat, span):
            commanded = any(line.role is Role.COMMAND for line in beat.lines)
            assert beat.kind in {Kind.REST, Kind.RELAX, Kind.RELEASE} or not commanded
        elif beat.release:
            left_out.remove((span.start, beat.release.origin))
    assert not left_out


def promised(done: Plan) -> Iterator[tuple[int | None, Line | Cue]]:
    """Give everything the writer wrote to be heard; lines of phases with the moment they belong at."""
    spans = iter(done.timeline.spans)
    for act in done.script.acts:
        match act:
            case Beat():
                span = next(spans)
                if (before := let_go(done, act, span)) and isinstance(before.sound, Cue):
                    yield span.start, Line(Ms(0), before.sound, Role.COMMAND, before.origin)
                command = own_start(done, act, span)
                yield from (
                    (command if line.role is Role.COMMAND else span.start + line.at, line) for line in act.lines
                )
            case Speech(cues=cues, reason="") | Opening(speech=Speech(cues=cues)):
                yield from ((None, cue) for cue in cues if isinstance(cue, Cue))
            case _:
                continue
    yield from ((None, reminder.cue) for reminder in done.script.reminders)


@quickly
@given(texts)
def test_every_line_that_was_written_is_heard_and_nothing_else_but_numbers_tones_and_the_rules(text: str) -> None:
    done = plan(text)
    left = [placed for placed in done.timeline.placed if placed.role is not Role.COUNT and not placed.reason]
    for start, line in promised(done):
        text_of = line.cue.text if isinstance(line, Line) else line.text
        match = next(
            placed
            for placed in left
            if (start is None and isinstance(placed.sound, Cue) and placed.sound.text == text_of)
            or (isinstance(line, Line) and placed.start == start and placed.origin == line.origin)
        )
        left.remove(match)
    assert all(isinstance(placed.sound, Tone) for placed in left)


def last_tones(script: Script) -> set[Origin]:
    """Give the rests that are not taken, and of which the tone is heard where they would have begun."""
    owed = {beat.release for beat in beats(script) if beat.release and isinstance(beat.release.sound, Tone)}
    spoken = {act.origin for act in script.acts if isinstance(act, Speech) and isinstance(act.cues[0], Tone)}
    return spoken | {release.origin for release in owed}


@quickly
@given(texts)
def test_a_tone_takes_a_lines_place_only_where_the_writer_allows_it(text: str) -> None:
    done = plan(text)
    allowed = {beat.origin for beat in beats(done.script) if beat.fit is Fit.TONE}
    tones = {beat.origin for beat in beats(done.script) if beat.tones} | last_tones(done.script)
    for placed in (placed for placed in done.timeline.placed if not placed.reason):
        if isinstance(placed.sound, Tone):
            owner = placed.origin.field.split(".cues[")[0]
            assert any(origin.field.startswith(owner) for origin in allowed | tones)
        elif placed.sound.haste > 100:
            assert '"faster"' in text


@quickly
@given(texts)
def test_each_sound_lasts_as_long_as_the_voice_or_the_table_of_tones_says(text: str) -> None:
    done = plan(text)
    known: dict[Sounding, Ms] = dict(TONE_LENGTHS.items())
    known.update(lengths(done.script).items())
    assert all(placed.end - placed.start == known[placed.sound] for placed in done.timeline.placed)


@quickly
@given(texts)
def test_numbers_sound_exactly_on_the_second_and_say_it(text: str) -> None:
    timeline = plan(text).timeline
    for placed in timeline.placed:
        if placed.role is Role.COUNT and isinstance(placed.sound, Cue):
            number = int(placed.sound.text) * 1000
            span = next(span for span in timeline.spans if span.start <= placed.start < span.end)
            assert placed.start in {span.start + number, span.end - number}


@quickly
@given(texts)
def test_what_an_exercise_says_in_a_rest_ends_300_ms_before_the_border(text: str) -> None:
    done = plan(text)
    fields = {one.say.origin for one in done.routine.exercises if one.say} | {
        one.origin for one in done.routine.exercises
    }
    for span in done.timeline.spans:
        inside = [p for p in done.timeline.placed if span.start < p.end <= span.end + 299 and p.start >= span.start]
        said = [p for p in inside if p.role is Role.SAY and p.origin in fields and p.start < span.end]
        assert all(p.end <= span.end - 300 for p in said)
        assert not said or span.kind is Kind.REST


@quickly
@given(texts)
def test_350_ms_lie_between_any_two_sentences_outside_the_clock_and_around_reminders(text: str) -> None:
    done = plan(text)
    pauses = any(not isinstance(step, Say) for step in (*done.routine.intro, *done.routine.outro))
    for one, other in pairwise(done.timeline.placed):
        if other.role is Role.REMINDER or (other.role is Role.SAY and not pauses):
            assert (
                other.start - one.end >= (300 if one.role is Role.REMINDER or one.reason else 350)
                or one.sound is Tone.TICK
            )
        if one.role is Role.REMINDER:
            assert other.start - one.end >= 300 or other.sound is Tone.TICK


@quickly
@given(texts)
def test_the_same_routine_gives_the_same_plan(text: str) -> None:
    assert plan(text).timeline == plan(text).timeline


@quickly
@given(texts)
def test_a_refused_plan_names_the_line_its_length_and_its_room(text: str) -> None:
    for problem in problems_of(text):
        assert problem.code in {"does-not-fit", "no-room", "rest-not-taken"}
        assert problem.origin.line > 0
        assert problem.suggestion
        assert " takes " in problem.message
        assert problem.code == "rest-not-taken" or " has " in problem.message


def problems_of(text: str) -> tuple[Problem, ...]:
    script = write(understood(text))
    try:
        place(script, lengths(script))
    except SpecError as err:
        return err.problems
    return ()
