"""What is true of the rules of pacing in every plan, whatever the routine.

Each plan is made twice from one routine: with every rule on, and with none.
"""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import assume, given, settings

from knib.errors import SpecError
from knib.plan.acts import Beat
from knib.plan.cue import Cue
from knib.plan.place import place
from knib.plan.script import Script, write
from knib.plan.timeline import LET_GO, Placed, Role, Span, Timeline
from knib.spec.model import Announced, Exercise, Kind, Pacing, Routine, Tone
from routines import lengths, texts, understood

quickly = settings(max_examples=25)

ALL = Pacing(countdown=True)
NONE = Pacing(countdown=False, support=False, long_rest=False, gaps=False, closing=False)


@dataclass(frozen=True)
class Both:
    routine: Routine
    without: Timeline
    ruled: Timeline

    @property
    def rules(self) -> list[Placed]:
        return [placed for placed in self.ruled.placed if placed.reason]


def silent(exercise: Exercise) -> Exercise:
    """Leave out what would be announced by the rules; a name is the writer's own."""
    return replace(exercise, announce=tuple(it for it in exercise.announce if it is Announced.NAME))


def written(routine: Routine, pacing: Pacing) -> Script:
    return replace(write(replace(routine, pacing=pacing)), wakes=False)


def both(text: str) -> Both:
    """Plan a routine with and without the rules: what could be placed without them must be with them, too."""
    routine = understood(text)
    loud = replace(routine, exercises=tuple(map(spoken, routine.exercises)))
    quiet = replace(routine, exercises=tuple(map(silent, loud.exercises)))
    try:
        without = place(written(quiet, NONE), lengths(written(quiet, NONE)))
    except SpecError:
        assume(False)  # noqa: FBT003 -- Hypothesis' own
        raise
    return Both(routine, without, place(written(loud, ALL), lengths(written(loud, ALL))))


def spoken(exercise: Exercise) -> Exercise:
    """Announce every repetition's rule, and the sets only where the first of them is said in no time of its own."""
    sets = () if exercise.dose.sets > 1 else (Announced.SET,)
    named = tuple(it for it in exercise.announce if it is Announced.NAME)
    return replace(exercise, announce=(*named, *sets, Announced.REP))


def span_of(timeline: Timeline, placed: Placed) -> Span | None:
    return next((span for span in timeline.spans if span.start <= placed.start < span.end), None)


@quickly
@given(texts)
def test_no_border_and_no_written_line_is_moved_by_a_rule_but_a_reminder(text: str) -> None:
    done = both(text)
    assert done.ruled.spans == done.without.spans
    assert done.ruled.chapters == done.without.chapters
    assert done.ruled.length == done.without.length
    own = [placed for placed in done.ruled.placed if not placed.reason]
    assert [it for it in own if firm(it)] == [it for it in done.without.placed if firm(it)]
    assert Counter(it.sound for it in own if it.role is Role.REMINDER and isinstance(it.sound, Cue)) == Counter(
        it.sound for it in done.without.placed if it.role is Role.REMINDER and isinstance(it.sound, Cue)
    )


def firm(placed: Placed) -> bool:
    """Tell what never moves: reminders look for room, and ticks give way."""
    return placed.role is not Role.REMINDER and placed.sound is not Tone.TICK


@quickly
@given(texts)
def test_a_phrase_of_the_rules_keeps_its_breath_and_300_ms_before_what_follows(text: str) -> None:
    done = both(text)
    for one, other in pairwise(placed for placed in done.ruled.placed if placed.sound is not Tone.TICK):
        if isinstance(other.sound, Cue) and other.reason and other.role is Role.CUE:
            assert other.start - one.end >= 350
        if isinstance(one.sound, Cue) and one.reason and one.role is Role.CUE:
            assert other.start - one.end >= 300
    for placed in done.rules:
        span = span_of(done.ruled, placed)
        if span and placed.role is Role.CUE and "silent" not in placed.reason:
            assert placed.end <= span.end - 300


@quickly
@given(texts)
def test_nothing_is_silent_for_more_than_20_s_anywhere(text: str) -> None:
    ruled = both(text).ruled
    ends = [0, *(placed.end for placed in ruled.placed)]
    starts = [*(placed.start for placed in ruled.placed), ruled.length]
    assert max(start - end for end, start in zip(ends, starts, strict=True)) <= 20_000


@quickly
@given(texts)
def test_a_countdown_is_3_2_1_at_the_end_of_work_or_hold_of_6_s_or_more(text: str) -> None:
    done = both(text)
    counted = [placed for placed in done.rules if placed.role is Role.COUNT]
    for placed in counted:
        span = span_of(done.ruled, placed)
        assert span is not None
        assert span.kind in {Kind.WORK, Kind.HOLD}
        assert span.end - span.start >= 6000
        assert isinstance(placed.sound, Cue)
        assert placed.start == span.end - 1000 * int(placed.sound.text)
    assert len(counted) % 3 == 0
    for placed in done.rules:
        span = span_of(done.ruled, placed)
        if placed.sound is Tone.TICK:
            assert span is not None
            assert 3000 <= span.end - span.start < 6000


@quickly
@given(texts)
def test_a_long_hold_is_given_at_most_one_line_in_its_first_half_and_only_where_it_has_none(text: str) -> None:
    done = both(text)
    for span in done.ruled.spans:
        inside = [it for it in done.ruled.placed if span.start <= it.start < span.end]
        support = [it for it in inside if it.reason.startswith("rule 4")]
        assert len(support) <= 1
        for placed in support:
            assert span.end - span.start >= 8000
            assert placed.start - span.start <= (span.end - span.start) // 2
            assert not [it for it in inside if it.role is Role.CUE and not it.reason and it.origin != placed.origin
                        and it.start < placed.start]  # fmt: skip


@quickly
@given(texts)
def test_what_a_rest_says_of_its_length_is_true_to_the_nearest_second(text: str) -> None:
    for placed in (done := both(text)).rules:
        if "says its length" in placed.reason and isinstance(placed.sound, Cue):
            span = span_of(done.ruled, placed)
            assert span is not None
            minutes, seconds = divmod((span.end - span.start + 500) // 1000, 60)
            assert (f"{minutes} minut" in placed.sound.text) is bool(minutes)
            assert (f"{seconds} sekund" in placed.sound.text) is bool(seconds)


@quickly
@given(texts)
def test_with_every_rule_off_nothing_has_a_reason_and_only_what_lets_go_is_left_out(text: str) -> None:
    done = both(text)
    assert not [placed for placed in done.without.placed if placed.reason]
    owed = Counter(
        act.release.origin for act in written(done.routine, NONE).acts if isinstance(act, Beat) and act.release
    )
    assert {left.reason for left in done.without.left_out} <= {LET_GO}
    assert Counter(left.origin for left in done.without.left_out) <= owed
