"""Counting before unrolling gives what counting after it would."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from knib.plan.turns import rows
from knib.spec.cycle import count, count_exercise, cycle_length, gives_way, least_length
from knib.spec.model import Exercise, Group, Phase
from routines import exercise, texts, understood


def in_full(parts: tuple[Phase | Group, ...]) -> list[Phase]:
    return [
        phase for part in parts for phase in ([part] if isinstance(part, Phase) else in_full(part.phases) * part.repeat)
    ]


def slow_cycle_length(one: Exercise) -> int:
    """Unroll three repetitions, take rests away until none gives way, and add up what stands of the second."""
    once = count(one.phases)
    row = [*enumerate(in_full(one.phases) * 3)]
    while pair := next(((one, other) for one, other in pairwise(row) if gives_way(one[1], other[1])), None):
        row.remove(pair[0])
    return sum(phase.length for place, phase in row if once <= place < 2 * once)


@settings(max_examples=100)
@given(texts)
def test_what_is_summed_up_is_what_unrolling_gives(text: str) -> None:
    routine = understood(text)
    for one, row in zip(routine.exercises, rows(routine), strict=True):
        assert count(one.phases) == len(in_full(one.phases))
        assert cycle_length(one.phases) == slow_cycle_length(one)
        differs = one.dose.by_set or any(phase.lengths for phase in in_full(one.phases))
        if one.after is None and not differs:
            assert least_length(one) == sum(turn.phase.length for turn in row.turns)
        else:
            assert least_length(one) <= sum(turn.phase.length for turn in row.turns)


@pytest.mark.parametrize(
    ("phases", "seconds"),
    [
        ("{work: K, for: 12 s}, {rest: S, for: 3 min}", 192),
        ("{rest: G, for: 5 s}, {work: K, for: 12 s}, {rest: S, for: 3 min}", 197),
        ("{rest: G, for: 3 min}, {work: K, for: 12 s}, {rest: S, for: 5 s}", 192),
        ("{rest: G, for: 5 s}, {work: K, for: 12 s}, {rest: S, for: 5 s}", 17),
        ("{work: K, for: 2 s}, {rest: A, for: 5 s}, {rest: B, for: 3 s}, {rest: C, for: 10 s}", 12),
        ("{work: K, for: 2 s}, {rest: A, for: 10 s}, {rest: B, for: 5 s}, {rest: C, for: 3 s}", 20),
        ("{work: K, for: 2 s}, {rest: A, for: 5 s}, {rest: B, for: 3 s, keep: true}, {rest: C, for: 10 s}", 20),
        ("{repeat: 3, phases: [{work: K, for: 1 s}, {rest: S, for: 2 s}]}, {rest: P, for: 9 s}", 16),
        ("{repeat: 3, phases: [{work: K, for: 1 s}, {rest: S, for: 9 s}]}, {rest: P, for: 2 s}", 32),
        ("{work: K, for: 1 s}, {repeat: 4, phases: [{rest: A, for: 5 s}, {rest: B, for: 3 s}]}", 9),
        ("{work: K, for: 1 s}, {repeat: 2, phases: [{rest: A, for: 5 s}, {rest: B, for: 3 s, keep: true}]}", 17),
    ],
)
def test_a_repetition_done_over_and_over_lasts_as_long_as_its_rests_that_stand(phases: str, seconds: int) -> None:
    (one,) = understood(exercise(f"phases: [{phases}]")).exercises
    assert cycle_length(one.phases) == slow_cycle_length(one) == 1000 * seconds


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        # 2 s of work in each repetition; 6 s between two, none after the last.
        ("reps: 3\nphases: [{work: K, for: 2 s}, {rest: S, for: 6 s}]", 3 * 2 + 2 * 6),
        (
            "sets: 2\nreps: 3\nbetween_sets: {rest: P, for: 60 s}\nphases: [{work: K, for: 2 s}, {rest: S, for: 6 s}]",
            96,
        ),
        (
            "sets: 2\nreps: 3\nbetween_sets: {relax: P, for: 60 s}\nphases: [{work: K, for: 2 s}, {rest: S, for: 6 s}]",
            102,
        ),
        # Without a pause the rest stands between the sets, too.
        ("sets: 2\nreps: 3\nphases: [{work: K, for: 2 s}, {rest: S, for: 6 s}]", 6 * 2 + 5 * 6),
        # A pause of 4 s before the 5 s that every repetition begins with: the rest of 3 s gives way to neither a pause
        # that is gone nor anything shorter.
        ("sets: 2\nbetween_sets: {rest: P, for: 4 s}\nphases: [{rest: G, for: 5 s}, {work: K, for: 2 s}]", 14),
    ],
)
def test_an_exercise_lasts_as_long_as_its_phases_that_stand(body: str, seconds: int) -> None:
    routine = understood(exercise(body))
    assert least_length(routine.exercises[0]) == 1000 * seconds
    assert sum(turn.phase.length for turn in rows(routine)[0].turns) == 1000 * seconds


def test_phases_between_are_counted_where_they_stand() -> None:
    between = (
        "between_sets: {relax: P, for: 1 s}\nbetween_sides: {relax: '{side}', for: 1 s}\nafter: {relax: A, for: 1 s}"
    )
    body = f"sets: 3\nreps: 5\nsides: [højre, venstre]\n{between}\nphases: [{{work: K, for: 1 s}}]"
    # 3 x 2 x 5 phases, one change of side in each of 3 sets, 2 pauses, 1 after.
    (one,) = understood(exercise(body)).exercises
    assert count_exercise(one) == 30 + 3 + 2 + 1
    (other,) = understood(exercise("alternate: true\n" + body)).exercises
    assert count_exercise(other) == 30 + 3 * 9 + 2 + 1
