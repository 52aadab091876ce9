"""Which phases are done, and the numbers that their texts tell."""

from pathlib import Path

import pytest

from knib.spec.cycle import distinct
from knib.spec.reader import read
from routines import exercise, heard, planned, refused, spans, understood

FOLDER = Path(__file__).parent / "routines"


def labels(text: str) -> list[str]:
    return [span.label for span in planned(text).spans]


def of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


# Phases of 0 s


def test_a_phase_of_0_s_is_left_out() -> None:
    timeline = planned(of("tempo-with-a-zero.yaml"))
    assert spans(timeline)[:4] == [
        (1000, 5000, "Ned."),
        (5000, 7000, "Hold."),
        (7000, 8000, "Op."),
        (8000, 12_000, "Ned."),
    ]
    assert len(timeline.spans) == 8 * 3
    assert timeline.length == 1000 + 8 * 7000 + 2000


def test_a_parameter_makes_a_phase_come_and_go() -> None:
    text = of("tempo-with-a-zero.yaml").encode()
    (one,) = read(text, "t", {"top": "3 s", "bund": "0 s"}).exercises
    assert [phase.length for phase in distinct(one.phases)] == [4000, 1000, 3000]


@pytest.mark.parametrize("zero", ["0 s", "0 min", "0:00", "0 ms", "0,0 s"])
@pytest.mark.parametrize("kind", ["work", "rest", "hold", "inhale", "relax"])
def test_whatever_its_kind_and_however_it_is_written(zero: str, kind: str) -> None:
    assert labels(exercise(f"reps: 2\nphases: [{{work: A, for: 1 s}}, {{{kind}: B, for: '{zero}'}}]")) == ["A", "A"]


def test_a_phase_of_0_s_is_left_out_of_a_group_and_a_group_of_nothing_altogether() -> None:
    group = "{repeat: 2, phases: [{work: B, for: 1 s}, {rest: C, for: 0 s}]}"
    nothing = "{repeat: 9, phases: [{repeat: 3, phases: [{work: D, for: 0 s}]}]}"
    assert labels(exercise(f"phases: [{group}, {nothing}, {{work: E, for: 1 s}}]")) == ["B", "B", "E"]


@pytest.mark.parametrize("pause", ["between_sets: {rest: P, for: 0 s}", "between_sides: {rest: P, for: 0 s}"])
def test_a_pause_of_0_s_is_none(pause: str) -> None:
    body = f"sets: 2\nsides: [højre, venstre]\n{pause}\nphases: [{{work: '{{side}}', for: 1 s}}]"
    assert labels(exercise(body)) == ["højre", "venstre", "højre", "venstre"]


def test_an_after_and_a_change_of_position_of_0_s_are_none() -> None:
    first = "{name: A, position: siddende, after: {rest: P, for: 0 s}, phases: [{work: K, for: 1 s}]}"
    second = "{name: B, position: stående, phases: [{work: K, for: 1 s}]}"
    change = "between_positions: {move: '{position}', for: 0 s}"
    assert labels(f"routine: To\n{change}\nexercises: [{first}, {second}]") == ["K", "K"]


def test_what_is_said_in_a_phase_of_0_s_is_left_out_with_it() -> None:
    body = "phases: [{work: A, for: 1 s}, {hold: B, for: 0 s, cues: [{at: 1 s, say: Nu}], count: up, tone: half}]"
    assert heard(planned(exercise(body))) == [(1000, "A")]


def test_a_phase_of_0_s_in_one_set_is_left_out_in_that_set() -> None:
    body = "sets: 3\nphases: [{work: A, for: 1 s}, {hold: B, for: [2 s, 0 s, 3 s]}]"
    assert [(span.set, span.label) for span in planned(exercise(body)).spans] == [
        (1, "A"),
        (1, "B"),
        (2, "A"),
        (3, "A"),
        (3, "B"),
    ]


def test_a_ladder_from_0_s_begins_with_nothing() -> None:
    body = "reps: 3\nphases: [{work: A, for: 1 s}, {hold: B, for: 0 s .. 4 s}]"
    assert [(end - start, label) for start, end, label in spans(planned(exercise(body)))] == [
        (1000, "A"),
        (1000, "A"),
        (2000, "B"),
        (1000, "A"),
        (4000, "B"),
    ]


def test_a_repetition_that_has_nothing_left_is_a_problem() -> None:
    (problem,) = refused(exercise("phases: [{work: A, for: 0 s}, {repeat: 2, phases: [{hold: B, for: 0 s}]}]"))
    assert problem.message == "every phase of this repetition lasts 0 s, and is left out"
    assert problem.suggestion == "give one of them a length"


def test_a_length_below_a_tenth_of_a_second_is_still_no_length() -> None:
    (problem,) = refused(exercise("phases: [{work: A, for: 99 ms}]"))
    assert problem.code == "length-out-of-range"
    assert len(understood(exercise("phases: [{work: A, for: 100 ms}]")).exercises) == 1


# Numbers in texts


def test_the_numbers_of_a_group_are_its_own() -> None:
    one_set = ["1 af 3.", "2 af 3.", "3 af 3.", "Pause.", "1. gang.", "2. gang."]
    assert labels(of("counted-stations.yaml")) == [*one_set, "Pause.", *one_set]


def test_in_nested_groups_the_innermost_counts() -> None:
    inner = "{repeat: 2, phases: [{work: 'i{rep}', for: 1 s}]}"
    outer = f"{{repeat: 2, phases: [{{work: 'y{{rep}}', for: 1 s}}, {inner}]}}"
    body = f"reps: 2\nphases: [{{work: 'r{{rep}}', for: 1 s}}, {outer}]"
    group = ["y1", "i1", "i2", "y2", "i1", "i2"]
    assert labels(exercise(body)) == ["r1", *group, "r2", *group]


def test_a_cue_in_a_group_tells_the_groups_number() -> None:
    phase = "{work: K, for: 2 s, cues: [{at: 1 s, say: 'nr. {rep} af {reps}'}]}"
    sounds = heard(planned(exercise(f"reps: 5\nphases: [{{repeat: 2, phases: [{phase}]}}]")))
    assert [text for _, text in sounds][:4] == ["K", "nr. 1 af 2", "K", "nr. 2 af 2"]


def test_the_plan_still_tells_the_repetition_of_the_exercise() -> None:
    spans_of = planned(exercise("reps: 2\nphases: [{repeat: 2, phases: [{work: '{rep}', for: 1 s}]}]")).spans
    assert [(span.rep, span.label) for span in spans_of] == [(1, "1"), (1, "2"), (2, "1"), (2, "2")]


def test_a_number_runs_on_through_alternating_minutes() -> None:
    numbered = [label for label in labels(of("alternating-minutes.yaml")) if label]
    assert numbered == ["Minut 1, hop.", "Minut 2, bøj.", "Minut 3, hop.", "Minut 4, bøj."]


def test_a_number_runs_on_through_sets_sides_and_groups_and_begins_anew_with_the_next_exercise() -> None:
    phases = "[{repeat: 2, phases: [{work: '{n}', for: 1 s}]}, {rest: H, for: 1 s, keep: true}]"
    change = "between_sides: {move: '{side}', for: 1 s}"
    first = f"{{name: A, sets: 2, sides: [højre, venstre], {change}, phases: {phases}}}"
    second = "{name: B, phases: [{work: '{n}', for: 1 s}]}"
    said = [label for label in labels(f"routine: To\nexercises: [{first}, {second}]") if label.isdigit()]
    assert said == [*"12345678", "1"]


def test_a_rest_that_is_not_taken_takes_no_number() -> None:
    keys = "sets: 2\nreps: 2\nbetween_sets: {rest: Pause, for: 9 s}\n"
    body = keys + "phases: [{work: '{n}', for: 1 s}, {rest: 'hvil {n}', for: 1 s}]"
    assert labels(exercise(body)) == ["1", "hvil 2", "3", "Pause", "4", "hvil 5", "6"]


def test_the_command_and_the_cues_of_a_phase_tell_one_number() -> None:
    body = "reps: 2\nphases: [{work: 'A{n}', for: 2 s, cues: [{at: 1 s, say: 'B{n:.}'}]}]"
    assert [text for _, text in heard(planned(exercise(body)))] == ["A1", "B1.", "A2", "B2."]


def test_a_parameter_of_that_name_goes_before_the_number() -> None:
    assert (
        labels(exercise("reps: 2\nphases: [{work: 'Knib {n}', for: 1 s}]", head="parameters: {n: 7}\n"))
        == ["Knib 7"] * 2
    )
