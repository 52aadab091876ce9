from itertools import pairwise

import pytest
from hypothesis import given, settings

from knib.errors import SpecError
from knib.share.page.steps import Step, steps
from knib.spec.model import Kind
from routines import exercise, planned, texts, understood


def row(text: str) -> tuple[Step, ...]:
    return steps(understood(text), planned(text))


TWO_SETS = """
sets: 2
reps: 3
phases: [{work: Knib., for: 6 s}, {rest: "", for: 4 s}]
between_sets: {rest: Pause., for: 20 s}
"""


def test_each_step_begins_where_the_one_before_ends() -> None:
    found = row(exercise(TWO_SETS))
    assert found[0].start == 0
    assert all(before.end == after.start for before, after in pairwise(found))
    assert found[-1].end == planned(exercise(TWO_SETS)).length


@settings(max_examples=60, deadline=None)
@given(texts)
def test_whatever_is_planned_there_is_no_hole_and_every_phase_is_there(text: str) -> None:
    try:
        plan = planned(text)
    except SpecError:
        return
    found = steps(understood(text), plan)
    assert found[0].start == 0
    assert found[-1].end == plan.length
    assert all(before.end == after.start and before.end > before.start for before, after in pairwise(found))
    spans = [(span.start, span.end, span.kind) for span in plan.spans]
    assert [place for place in ((step.start, step.end, step.kind) for step in found) if place in spans] == spans


def test_sets_and_repetitions_are_counted() -> None:
    counted = [(step.word, step.rep, step.reps, step.set, step.sets) for step in row(exercise(TWO_SETS)) if step.kind]
    assert counted[0] == ("Knib", 1, 3, 1, 2)
    assert counted[5] == ("Pause", 0, 3, 1, 2)
    assert counted[-1] == ("Knib", 3, 3, 2, 2)


def test_a_phase_without_words_is_called_by_its_kind() -> None:
    assert row(exercise(TWO_SETS))[2].word == "Hvil"


@pytest.mark.parametrize(("name", "word"), [("Intervaller", "Arbejd"), ("Lange knib", "Hold")])
def test_work_without_words_is_held_only_where_the_exercise_is_one_of_squeezes(name: str, word: str) -> None:
    text = exercise("phases: [{work: '', for: 20 s}]").replace("Øvelse", name)
    assert [step.word for step in row(text) if step.kind] == [word]


def test_two_exercises_of_one_name_are_counted_apart() -> None:
    text = """\
routine: Prøve
exercises:
  - {name: Knib, reps: 2, phases: [{work: Knib., for: 3 s}, {rest: Slip., for: 3 s, keep: true}]}
  - {name: Knib, reps: 1, phases: [{work: Knib., for: 3 s}, {rest: Slip., for: 3 s, keep: true}]}
"""
    assert [(step.rep, step.reps) for step in row(text) if step.kind is Kind.WORK] == [(1, 2), (2, 2), (1, 1)]


def test_a_last_release_that_has_no_time_of_its_own_is_still_shown() -> None:
    found = row(exercise("phases: [{work: Knib., for: 6 s}, {rest: Slip helt., for: 4 s}]"))
    assert [(step.kind, step.word) for step in found] == [(None, ""), (Kind.WORK, "Knib"), (Kind.REST, "Slip helt")]


def test_a_side_is_named() -> None:
    found = row(exercise('sides: [højre, venstre]\nphases: [{work: "Stræk {side}.", for: 6 s}]'))
    assert [(step.word, step.side) for step in found if step.kind] == [
        ("Stræk højre", "højre"),
        ("Stræk venstre", "venstre"),
    ]


@pytest.mark.parametrize(
    ("written", "shown"), [("Knib.", "Knib"), ("Slip …", "Slip …"), ("Er du klar?", "Er du klar?")]
)
def test_a_command_is_shown_without_its_full_stop(written: str, shown: str) -> None:
    found = row(exercise(f"phases: [{{work: {written!r}, for: 6 s}}]"))
    assert found[1].word == shown
