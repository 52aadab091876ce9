"""Counting before unrolling gives what counting after it would."""

from hypothesis import given, settings

from knib.spec.cycle import count, count_exercise, cycle_length, least_length, repetitions, unrolled, yields
from knib.spec.model import Exercise, Kind
from routines import exercise, texts, understood


def slow_cycle_length(one: Exercise) -> int:
    """Unroll two repetitions and add up what stands of the first."""
    row = [*unrolled(one.phases)] * 2
    once = len(row) // 2
    pairs = [(row[index], row[index + 1]) for index in range(once)]
    return sum(phase.length for phase, after in pairs if not (yields(phase) and after.kind is Kind.REST))


@settings(max_examples=60)
@given(texts)
def test_what_is_summed_up_is_what_unrolling_gives(text: str) -> None:
    for one in understood(text).exercises:
        assert count(one.phases) == len([*unrolled(one.phases)])
        assert cycle_length(one.phases) == slow_cycle_length(one)
        assert least_length(one) <= one.dose.sets * max(1, len(one.dose.sides)) * repetitions(one) * cycle_length(
            one.phases
        )


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
