"""What is written and not rested is told, and what a pause is meant to replace is not."""

from pathlib import Path

import pytest

from knib.plan.unheard import warnings
from knib.spec import library
from knib.spec.reader import read
from routines import exercise, planned, refused, understood

PRESCRIPTIONS = sorted((Path(__file__).parent.parent / "prescriptions").glob("*.yaml"))

PHASES = "phases:\n  - {work: Knib., for: 5 s}\n  - {rest: Slip., for: 3 min}\n"


def told(text: str) -> list[str]:
    """Return what is told of a routine's rests."""
    return [f"{each.origin.line}: {each.message}; {each.suggestion}" for each in warnings(understood(text))]


def test_a_long_rest_that_a_shorter_pause_always_replaces_is_a_problem_with_line_and_cure() -> None:
    (problem,) = refused(exercise("sets: 3\nbetween_sets: {rest: Pause., for: 10 s}\n" + PHASES))
    assert (problem.code, problem.origin.line) == ("rest-not-taken", 8)
    assert problem.message == "this rest of 3 min is never taken: 'between_sets' takes its place, and lasts 10 s"
    cure = "make 'between_sets' 3 min or more, or add 'keep: true' to the rest, and both are taken"
    assert problem.suggestion == cure


def test_a_long_rest_before_a_shorter_after_is_a_problem_too() -> None:
    first = f"  - name: Et\n    after: {{rest: Pause., for: 10 s}}\n    {PHASES.replace(chr(10), chr(10) + '    ')}"
    text = f"routine: To\nexercises:\n{first}\n  - name: To\n    phases: [{{work: Knib., for: 5 s}}]\n"
    (problem,) = refused(text)
    assert "'after' takes its place" in problem.message


def test_a_rest_that_is_kept_is_taken_before_the_pause() -> None:
    text = exercise("sets: 3\nbetween_sets: {rest: Pause., for: 10 s}\n" + PHASES.replace("3 min", "3 min, keep: true"))
    assert [span.end - span.start for span in planned(text).spans][:3] == [5000, 180_000, 10_000]
    assert told(text) == []


def test_a_rest_that_a_shorter_pause_cuts_short_now_and_then_is_warned_of() -> None:
    text = exercise("sets: 3\nreps: 5\nbetween_sets: {rest: Pause., for: 10 s}\n" + PHASES)
    assert [span.end - span.start for span in planned(text).spans].count(180_000) == 3 * 4
    (warning,) = told(text)
    assert warning.startswith("9: this rest of 3 min is cut short: 'between_sets' takes its place, and lasts 10 s; ")


def test_a_short_rest_that_a_shorter_pause_always_replaces_is_warned_of() -> None:
    text = exercise("sets: 3\nbetween_sets: {rest: Pause., for: 3 s}\n" + PHASES.replace("3 min", "6 s"))
    assert [span.end - span.start for span in planned(text).spans] == [5000, 3000, 5000, 3000, 5000]
    (warning,) = told(text)
    assert warning.startswith("8: this rest of 6 s is never taken: 'between_sets' takes its place, and lasts 3 s; ")


def test_a_rest_that_only_ends_its_exercise_is_warned_of() -> None:
    (warning,) = told(exercise(PHASES))
    assert warning.startswith("6: this rest of 3 min is never taken: nothing of its exercise follows it; ")


@pytest.mark.parametrize(
    "keys",
    [
        "reps: 2\n",
        "sets: 2\nbetween_sets: {rest: Pause., for: 5 min}\n",
        "sets: 2\nbetween_sets: {rest: Pause., for: 3 min}\n",
    ],
)
def test_nothing_is_told_of_a_rest_that_is_taken_or_replaced_by_one_as_long(keys: str) -> None:
    text = exercise(keys + PHASES)
    assert planned(text).spans
    assert told(text) == []


def test_a_short_change_of_sides_stands_for_a_short_rest_and_nothing_is_told() -> None:
    keys = "sides: [højre, venstre]\nbetween_sides: {rest: 'Skift til {side}.', for: 5 s}\n"
    text = exercise(keys + PHASES.replace("3 min", "10 s"))
    assert planned(text).spans
    assert told(text) == []


def test_a_short_change_of_sides_does_not_stand_for_a_long_rest() -> None:
    keys = "sides: [højre, venstre]\nbetween_sides: {rest: 'Skift til {side}.', for: 5 s}\n"
    (problem,) = refused(exercise(keys + PHASES))
    assert "'between_sides' takes its place" in problem.message


def test_a_station_whose_rest_is_never_taken_is_told_once_for_all_rounds() -> None:
    stations = "[{name: A, phases: [{work: A, for: 9 s}, {rest: Slip., for: 20 s}]}]"
    text = f"routine: Cirkel\nexercises:\n  - {{repeat: 3, exercises: {stations}}}\n"
    assert len(told(text)) == 1


def test_an_after_that_leads_to_no_exercise_is_warned_of_and_one_that_a_longer_rest_replaces_is_not() -> None:
    after = "after: {rest: Pause., for: 20 s}"
    first = f"{{name: Et, {after}, phases: [{{work: Knib., for: 5 s}}]}}"
    last = f"{{name: To, {after}, phases: [{{rest: Klar., for: 30 s}}, {{work: Knib., for: 5 s}}]}}"
    (warning,) = told(f"routine: To\nexercises:\n  - {first}\n  - {last}\n")
    assert warning.startswith("4: this rest of 20 s is never taken: no exercise follows it; ")


def test_a_rest_that_yaml_repeats_is_one_and_is_taken_where_it_can_be() -> None:
    pause = "  - &bro {name: Bro, phases: [{work: Bro., for: 9 s}], after: {rest: Skift., for: 5 s}}\n"
    assert told(f"routine: To\nexercises:\n{pause}  - *bro\n") == []


@pytest.mark.parametrize("path", PRESCRIPTIONS, ids=lambda path: path.stem)
def test_nothing_is_told_of_the_prescriptions(path: Path) -> None:
    assert warnings(read(path.read_bytes(), path.name)) == []


@pytest.mark.parametrize("name", library.ids())
def test_nothing_is_told_of_the_ready_routines(name: str) -> None:
    assert warnings(read(library.load(name), name)) == []
