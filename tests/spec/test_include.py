"""A list of another file in place of an include: taken from near, once and no further."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knib.errors import Problem, SpecError, UsageError
from knib.plan.acts import Beat
from knib.plan.script import write
from knib.spec.limits import MAX_BYTES
from knib.spec.model import Routine
from knib.spec.reader import is_part, read, read_part
from mutated import trees, written
from routines import exercise, texts

HOLD = 'parameters: {hold: 5 s}\nexercises:\n  - name: Lange knib\n    phases:\n      - {work: Knib, for: "{hold}"}\n'


def fetching(**files: str | bytes) -> Routine:
    """Read `min.yaml` in a folder of these files."""
    return read(_bytes(files["min"]), "rutiner/min.yaml", None, lambda name: _near(files, name))


def _near(files: Mapping[str, str | bytes], name: str) -> bytes:
    if (known := name.removesuffix(".yaml")) not in files:
        raise UsageError(f"There is no file '{name}'.", cure="put it in the same folder")
    return _bytes(files[known])


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def problems(**files: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(SpecError) as caught:
        fetching(**files)
    return caught.value.problems


def said(routine: Routine) -> list[str]:
    return [cue.text for cue in write(routine).cues]


def test_an_include_stands_for_the_same_list_of_the_other_file() -> None:
    routine = fetching(
        min="routine: R\nintro:\n  - say: Hej.\n  - include: velkomst.yaml\n  - say: Nu.\n"
        "safety: [Stop., {include: velkomst.yaml}]\nexercises: [{include: knib.yaml}]\n"
        "outro: [{include: velkomst.yaml}]",
        velkomst="intro:\n  - say: Velkommen.\n  - pause: 1 s\nsafety: [Spørg.]\noutro: [say: Farvel.]",
        knib=HOLD,
    )
    assert said(routine) == ["Hej.", "Velkommen.", "Nu.", "Knib", "Farvel."]
    assert routine.safety == ("Stop.", "Spørg.")
    assert [one.name for one in routine.exercises] == ["Lange knib"]


def test_what_is_included_knows_its_own_file_and_line() -> None:
    routine = fetching(min="routine: R\nexercises: [{include: knib.yaml}]", knib=HOLD)
    origin = routine.exercises[0].origin
    assert (origin.file, origin.line, origin.field) == ("rutiner/knib.yaml", 3, "exercises[0]")


def test_an_included_file_has_its_own_parameters_and_set_changes_them() -> None:
    twice = "routine: R\nparameters: {hold: 9 s}\nexercises:\n  - include: knib.yaml\n"
    routine = fetching(min=twice + '  - {include: knib.yaml, set: {hold: "{hold}"}}', knib=HOLD)
    assert [one.phases[0].length for one in routine.exercises] == [5000, 9000]  # type: ignore[union-attr]


def test_a_value_beyond_the_included_files_limits_is_told_where_it_was_set() -> None:
    limited = HOLD.replace("5 s", "{default: 5 s, max: 10 s}")
    (problem,) = problems(min="routine: R\nexercises:\n  - {include: knib.yaml, set: {hold: 12 s}}", knib=limited)
    assert str(problem) == (
        "rutiner/min.yaml:3:38 exercises[0].set.hold: 12 s is outside its limits, at most 10 s; "
        "choose a value within them"
    )


def test_an_included_file_may_include_and_lists_are_joined() -> None:
    routine = fetching(
        min=exercise("phases: [{work: K, for: 5 s}]", head="intro: [{include: a.yaml}]\n"),
        a="intro: [{include: b.yaml}, {include: b.yaml}]",
        b="intro: [{say: Her.}]",
    )
    assert [step.text.text for step in routine.intro] == ["Her.", "Her."]  # type: ignore[union-attr]


def test_a_problem_of_a_file_included_twice_is_told_once() -> None:
    assert len(problems(min="routine: R\nexercises: [{include: a.yaml}, {include: a.yaml}]", a=HOLD + "x: [")) == 1


def test_a_ready_routine_is_named_by_its_id_alone() -> None:
    (problem,) = problems(min="routine: R\nexercises: [{include: klar}]", klar=HOLD.replace("5 s", "fem"))
    assert problem.origin.file == "klar"


def test_a_million_bytes_in_all_are_read_and_one_more_is_not() -> None:
    head = "routine: R\nexercises: [{include: a.yaml}]"
    a = HOLD + "#" * (MAX_BYTES - len(head) - len(HOLD))
    assert len(fetching(min=head, a=a).exercises) == 1
    assert [problem.code for problem in problems(min=head, a=a + "#")] == ["include-too-large"]


def test_files_that_include_each_other_many_times_over_stop_at_the_fiftieth() -> None:
    files = {f"x{deep}": "intro:\n" + f"  - include: x{deep + 1}.yaml\n" * 20 for deep in range(6)}
    asked: list[str] = []

    def fetch(name: str) -> bytes:
        asked.append(name)
        return files.get(name.removesuffix(".yaml"), "intro: []").encode()

    with pytest.raises(SpecError):
        read(b"routine: R\nintro: [{include: x0.yaml}]\nexercises: [{include: x5.yaml}]", "min.yaml", None, fetch)
    assert len(asked) == 50


def test_more_than_a_list_may_hold_is_refused_also_when_it_is_included() -> None:
    many = "intro:\n" + "  - say: Her.\n" * 600
    head = "intro: [{include: a.yaml}, {include: a.yaml}]\n"
    (problem,) = problems(min=exercise("phases: [{work: K, for: 5 s}]", head=head), a=many)
    assert problem.code == "list-size"


def test_without_a_folder_nothing_is_included() -> None:
    with pytest.raises(SpecError, match=r"'a\.yaml' cannot be included from here"):
        read(b"routine: R\nexercises: [{include: a.yaml}]", "<stdin>")


@settings(max_examples=80)
@given(st.binary() | trees.map(lambda tree: written(tree).encode()) | texts.map(str.encode))
def test_whatever_the_included_bytes_are_there_is_a_routine_or_problems(data: bytes) -> None:
    text = exercise("phases: [{work: K, for: 5 s}]", head="intro: [{include: a.yaml}]\noutro: [{include: b}]\n")
    text += "  - include: c.yaml\n"
    outcome: Routine | SpecError
    try:
        outcome = read(text.encode(), "min.yaml", None, lambda _: data)
    except SpecError as err:
        outcome = err
    told = outcome.problems if isinstance(outcome, SpecError) else ()
    assert bool(told) is isinstance(outcome, SpecError)
    assert all(str(problem).isprintable() for problem in told)


@settings(max_examples=40)
@given(texts)
def test_the_exercises_of_every_routine_are_the_same_when_they_are_included(text: str) -> None:
    whole = {"routine": "Prøve", "exercises": [{"include": "a.yaml"}]}
    alone = json.loads(text)
    alone.pop("between_positions", None)
    text = json.dumps(alone)
    included = read(json.dumps(whole).encode(), "min.yaml", None, lambda _: text.encode())
    assert included.exercises == read(text.encode(), "a.yaml").exercises


def test_an_included_exercise_keeps_the_position_that_its_own_file_says_and_else_takes_the_routines() -> None:
    there = "position: siddende\n" + HOLD
    text = "routine: R\nposition: stående\neffort: let\nexercises: [{include: a.yaml}, {include: b.yaml}]"
    routine = fetching(min=text, a=there, b=HOLD)
    assert [(one.position, one.effort) for one in routine.exercises] == [("siddende", "let"), ("stående", "let")]


WRITTEN = Path(__file__).parent / "written"


@pytest.mark.parametrize("name", ["part-with-parameters", "part-of-exercises"])
def test_a_file_of_exercises_that_is_only_ever_included_is_a_part_and_is_placed(name: str) -> None:
    data = (WRITTEN / f"{name}.yaml").read_bytes()
    part = read_part(data, "del.yaml")
    assert is_part(data, "del.yaml")
    assert part
    assert next(phase.length for phase in write(part).acts if isinstance(phase, Beat)) == 8000
    assert [one.name for one in fetching(min="routine: R\nexercises: [{include: knib.yaml}]", knib=data).exercises] == [
        "Knib"
    ]


def test_no_session_is_made_of_a_part_alone() -> None:
    (problem,) = problems(min=HOLD)
    assert problem.code == "only-a-part"
    assert problem.suggestion.startswith("write 'routine:' and a title above it")


def test_the_problems_of_a_part_are_told_and_its_parameters_can_be_set() -> None:
    with pytest.raises(SpecError) as caught:
        read_part(HOLD.replace("{hold}", "{hodl}").encode(), "del.yaml")
    assert [problem.code for problem in caught.value.problems] == ["unknown-name"]
    part = read_part(HOLD.encode(), "del.yaml", {"hold": "7 s"})
    assert part
    assert [phase.length for phase in write(part).acts if isinstance(phase, Beat)] == [7000]


def test_a_part_may_name_the_round_that_it_is_included_in() -> None:
    part = read_part(HOLD.replace("work: Knib", 'work: "Runde {round}"').encode(), "del.yaml")
    assert part


@pytest.mark.parametrize("text", ["exercises: []\nsound: {tones: none}", "parameters: {a: 1}", "routin: R\nintro: []"])
def test_what_holds_anything_else_is_no_part(text: str) -> None:
    assert not is_part(text.encode(), "del.yaml")
