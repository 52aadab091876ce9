"""Rounds of exercises: each station is a chapter with its own dose, in every round."""

from pathlib import Path

import pytest

from knib.spec.diff.compare import changes
from knib.spec.model import Position
from knib.spec.reader import read
from knib.spec.rounds import circuits
from knib.units import Ms
from routines import NAME, heard, planned, refused, spans, understood

WRITTEN = Path(__file__).parent / "written"

STATIONS = """
  - repeat: {repeat}
    exercises:
      - {{name: Bro, phases: [{{hold: Bro., for: 10 s}}]}}
      - {{name: Planke, phases: [{{hold: Planke., for: 10 s}}]}}
"""


def written(name: str) -> str:
    return (WRITTEN / name).read_text(encoding="utf-8")


def circuit(repeat: int = 2, more: str = "", head: str = "") -> str:
    return f"routine: Prøve\n{head}exercises:{STATIONS.format(repeat=repeat)}{more}"


def codes(text: str) -> list[str]:
    return [problem.code for problem in refused(text)]


def test_two_rounds_of_two_exercises_take_turns_each_time_as_a_chapter() -> None:
    timeline = planned(written("two-rounds.yaml"))
    assert spans(timeline) == [
        (1000, 11_000, "Bro."),
        (11_000, 21_000, "Planke."),
        (21_000, 31_000, "Bro."),
        (31_000, 41_000, "Planke."),
    ]
    assert [chapter.title for chapter in timeline.chapters] == ["Bro", "Planke", "Bro", "Planke"]
    assert [(span.exercise, span.round) for span in timeline.spans] == [
        ("Bro", 1),
        ("Planke", 1),
        ("Bro", 2),
        ("Planke", 2),
    ]


def test_a_circuit_has_its_own_doses_and_its_pause_between_the_rounds_alone() -> None:
    timeline = planned(written("circuit.yaml"))
    bro = [(5, "Løft."), (5, "Ned."), (5, "Løft."), (5, "Ned."), (10, "Skift."), (20, "Planke.")]
    assert [((end - start) // 1000, label) for start, end, label in spans(timeline)] == [
        (30, "Gå."),
        (10, "Klar."),
        *bro,
        (60, "Runde 1 er slut. Pause."),
        *bro,
        (60, "Runde 2 er slut. Pause."),
        *bro,
        (15, "Drik lidt."),
        (30, "Stræk."),
    ]


def test_the_texts_of_a_station_know_their_round() -> None:
    words = [text for _, text in heard(planned(written("circuit.yaml"))) if text.startswith("Runde")]
    assert [text for text in words if "af" in text] == [f"Runde {number} af 3. Løft bækkenet." for number in (1, 2, 3)]
    assert [text for text in words if "slut" in text] == ["Runde 1 er slut. Pause.", "Runde 2 er slut. Pause."]


def test_a_phase_a_group_and_a_pause_between_sets_know_their_round() -> None:
    text = (
        "routine: Prøve\nexercises:\n  - repeat: 2\n    exercises:\n      - name: A\n        sets: 2\n        phases:\n"
        '          - repeat: 1\n            phases: [{work: "Hop {round}.", for: 2 s}]\n'
        '        between_sets: {rest: "Pause {round}.", for: 3 s}\n'
    )
    labels = [label for _, _, label in spans(planned(text))]
    assert labels == ["Hop 1.", "Pause 1.", "Hop 1.", "Hop 2.", "Pause 2.", "Hop 2."]


def test_outside_of_rounds_a_round_has_no_number_and_a_parameter_may_be_called_so() -> None:
    text = "routine: P\n{head}exercises: [{{name: A, phases: [{{work: 'Hop {{round}}.', for: 2 s}}]}}]\n"
    assert codes(text.format(head="")) == ["unknown-name"]
    assert [label for _, _, label in spans(planned(text.format(head="parameters: {round: 7}\n")))] == ["Hop 7."]


def test_without_a_pause_the_last_stations_own_after_lies_between_the_rounds() -> None:
    text = circuit().replace("Planke., for: 10 s}]", "Planke., for: 10 s}], after: {rest: Skift., for: 5 s}")
    assert [end - start for start, end, _ in spans(planned(text))] == [10_000, 10_000, 5000, 10_000, 10_000]


def test_one_round_has_no_pause_between_rounds() -> None:
    text = circuit(1, "    between_rounds: {rest: Pause., for: 60 s}\n")
    assert [label for _, _, label in spans(planned(text))] == ["Bro.", "Planke."]


def test_the_position_of_the_routine_and_changes_of_it_hold_in_rounds() -> None:
    head = 'position: siddende\nbetween_positions: {move: "Skift: {position}.", for: 4 s}\n'
    text = circuit(2, head=head).replace("name: Planke", "name: Planke, position: stående")
    assert {exercise.position for exercise in understood(text).exercises} == {Position.SITTING, Position.STANDING}
    assert [label for _, _, label in spans(planned(text))] == [
        "Bro.",
        "Skift: rejs dig op.",
        "Planke.",
        "Skift: sæt dig ned.",
        "Bro.",
        "Skift: rejs dig op.",
        "Planke.",
    ]


def test_a_reader_meets_each_station_once_and_what_lies_between_the_rounds() -> None:
    before, rounds, after = circuits(understood(written("circuit.yaml")).exercises)
    assert (before.rounds, [station.name for station in before.stations]) == (0, ["Opvarmning"])
    assert (rounds.rounds, [station.name for station in rounds.stations]) == (3, ["Bro", "Planke"])
    assert rounds.between is not None
    assert rounds.between.length == Ms(60_000)
    assert [station.after.length for station in rounds.stations if station.after] == [10_000, 15_000]
    assert (after.rounds, [station.name for station in after.stations]) == (0, ["Stræk"])


def test_two_circuits_after_each_other_are_two() -> None:
    routine = understood(circuit(2, STATIONS.format(repeat=3)))
    assert [(each.rounds, len(each.stations)) for each in circuits(routine.exercises)] == [(2, 2), (3, 2)]


def test_an_included_exercise_can_be_a_station() -> None:
    text = "routine: P\nexercises:\n  - repeat: 2\n    exercises:\n      - include: del.yaml\n"
    part = "effort: let\nexercises:\n  - {name: A, phases: [{work: 'Hop {round}.', for: 2 s}]}\n"
    routine = read(text.encode(), NAME, None, lambda _: part.encode())
    assert [(exercise.name, exercise.effort) for exercise in routine.exercises] == [("A", "let"), ("A", "let")]


def test_included_rounds_keep_their_rounds() -> None:
    part = circuit(3).partition("\n")[2]
    routine = read(b"routine: P\nexercises:\n  - include: del.yaml\n", NAME, None, lambda _: part.encode())
    assert [each.rounds for each in circuits(routine.exercises)] == [3]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("repeat: 3", "repeat: 4", ["rounds 3 x (Bro, Planke) -> 4 x (Bro, Planke)"]),
        ("for: 60 s", "for: 90 s", ["pause between rounds 1 min -> 1 min 30 s"]),
        ("reps: 2", "reps: 4", ["Bro: reps 2 -> 4"]),
    ],
)
def test_a_difference_within_rounds_is_told_once(before: str, after: str, says: list[str]) -> None:
    text = written("circuit.yaml")
    told = changes(understood(text), understood(text.replace(before, after)))
    assert [str(change) for change in told] == says


def test_a_list_in_rounds_says_whether_it_is_for_sets() -> None:
    text = circuit(3).replace("name: Bro,", "name: Bro, reps: [3, 2, 1],")
    (problem,) = refused(text)
    assert (problem.code, problem.origin.field) == ("not-one-each", "exercises[0].exercises[0].reps")
    assert "not for the rounds" in problem.message
    assert len(planned(text.replace("name: Bro,", "name: Bro, sets: 3,")).spans) == 3 * (6 + 1)
