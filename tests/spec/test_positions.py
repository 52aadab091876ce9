"""A change of position is written once, and said once at each change."""

import pytest

from knib.plan.acts import Beat
from knib.plan.script import write
from knib.spec.model import Phase, Position
from knib.spec.positions import GO_TO, go_to
from routines import understood

CHANGE = """\
between_positions:
  move: "Skift stilling: {position}. {for}"
  for: 15 s
  cues: [{at: 6 s, say: "Nu {position}"}]
"""


def labels(*positions: str, change: str = CHANGE, more: str = "") -> list[str]:
    """Give the commands of exercises in these positions."""
    rows = [
        f"  - {{name: A, phases: [{{work: Knib, for: 2 s}}]{f', position: {position}' if position else ''}{more}}}\n"
        for position in positions
    ]
    script = write(understood(f"routine: R\n{change}exercises:\n{''.join(rows)}"))
    return [act.label for act in script.acts if isinstance(act, Beat) and act.label != "Knib"]


def test_each_change_of_position_is_said_in_the_words_for_it() -> None:
    assert labels("rygliggende", "sideliggende", "siddende", "stående") == [
        "Skift stilling: læg dig på siden. 15 sekunder",
        "Skift stilling: sæt dig op. 15 sekunder",
        "Skift stilling: rejs dig op. 15 sekunder",
    ]


def test_two_exercises_in_one_position_have_no_change_between_them() -> None:
    assert labels("siddende", "siddende", "", "siddende") == []


def test_an_exercise_without_a_position_is_done_in_that_of_the_one_before() -> None:
    assert labels("stående", "", "siddende") == ["Skift stilling: sæt dig ned. 15 sekunder"]


def test_an_after_of_its_own_goes_first() -> None:
    assert labels("siddende", "stående", more=", after: {move: Op, for: 5 s}") == ["Op", "Op"]


def test_without_the_key_nothing_is_said() -> None:
    assert labels("siddende", "stående", change="") == []


@pytest.mark.parametrize("position", Position)
def test_there_are_words_into_every_position(position: Position) -> None:
    assert go_to(position) == GO_TO[position]


def test_a_person_who_stands_sits_down_and_one_who_lies_sits_up() -> None:
    assert [go_to(Position.SITTING, before) for before in (Position.STANDING, Position.SUPINE)] == [
        "sæt dig ned",
        "sæt dig op",
    ]


def test_effort_and_position_are_kept_to_be_shown_and_the_effort_is_said() -> None:
    keys = "name: A, position: firestående, effort: med halv kraft, phases: [{work: Knib, for: 2 s}]"
    text = f"routine: R\nexercises:\n  - {{{keys}}}"
    (one,) = understood(text).exercises
    assert (one.position, one.effort) == (Position.ALL_FOURS, "med halv kraft")
    assert isinstance(one.phases[0], Phase)
    assert [cue.text for cue in write(understood(text)).cues] == ["Knib med halv kraft"]


def test_the_routines_position_and_effort_are_those_of_exercises_that_have_none() -> None:
    rows = "[{name: A, phases: &p [{work: K, for: 2 s}]}, {name: B, position: siddende, effort: let, phases: *p}]"
    routine = understood(f"routine: R\nposition: stående\neffort: med halv kraft\nexercises: {rows}")
    assert [(one.position, one.effort) for one in routine.exercises] == [
        (Position.STANDING, "med halv kraft"),
        (Position.SITTING, "let"),
    ]
    assert [cue.text for cue in write(routine).cues] == ["K med halv kraft", "K let"]
