"""The ready routines as files: what each says of itself, and the parts that they share."""

import re
from importlib.resources import files

import jsonschema
import pytest
import yaml

from knib.spec import library
from knib.spec.library import GROUPS, PARTS
from knib.spec.parameter import Sort
from knib.spec.reader import is_part, read_part
from knib.spec.schema import EDITOR_LINE, schema
from timed import routine, timeline

each = pytest.mark.parametrize("name", library.ids())
each_file = pytest.mark.parametrize("name", [*library.ids(), *PARTS])

LONGEST = {
    "afspaending": 510_000,
    "gravid": 600_000,
    "lette-knib": 345_000,
    "styrke": 480_000,
    "gang-intervaller": 1_260_000,
}
"""In ms: those whose source asks for more than five minutes."""


def test_there_is_one_file_for_each_id_and_each_part() -> None:
    names = {path.name for path in files(library).iterdir() if path.name.endswith(".yaml")}
    assert names == {f"{name}.yaml" for name in (*library.ids(), *PARTS)}


def test_every_id_stands_in_one_group_only() -> None:
    assert sorted(library.ids()) == sorted({id_ for group in GROUPS.values() for id_ in group})
    assert len(library.ids()) == 29


@pytest.mark.parametrize("name", ["hoste", "", "hosteknib.yaml", "../library/hosteknib", "__init__"])
def test_an_unknown_id_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        library.load(name)


@each_file
def test_an_id_can_be_typed_on_any_keyboard(name: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)


@each_file
def test_the_first_line_is_the_one_that_editors_need(name: str) -> None:
    assert library.load(name).decode().splitlines()[0] == EDITOR_LINE


@each
def test_a_ready_routine_follows_the_schema_that_editors_get(name: str) -> None:
    jsonschema.validate(yaml.safe_load(library.load(name)), schema())


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_no_routine_and_is_read_alone(name: str) -> None:
    assert name not in library.ids()
    assert is_part(library.load(name), name)
    assert read_part(library.load(name), name) is None


@each
def test_a_ready_routine_says_whose_it_is_and_where_it_comes_from(name: str) -> None:
    it = routine(name)
    assert all([it.about, it.for_whom, it.ask_first, it.safety])
    assert re.search(r"vores eg(ne|et)\b", it.source.lower())
    assert it.voice.pace == "rolig"


@each
def test_every_exercise_has_a_starting_position(name: str) -> None:
    assert all(exercise.position for exercise in routine(name).exercises)


@each
def test_every_parameter_has_limits_and_says_what_it_is(name: str) -> None:
    for parameter in routine(name).parameters.values():
        assert parameter.sort is not Sort.TEXT
        assert parameter.low
        assert parameter.high
        assert parameter.label


@each
def test_a_session_is_short_enough_to_be_done(name: str) -> None:
    assert timeline(name).length <= LONGEST.get(name, 300_000)


def test_the_table_tells_of_every_routine_what_its_file_says() -> None:
    """How long each lasts is held by the test of what scripts/reference writes."""
    for row in library.contents():
        it = routine(row.id)
        assert (row.title, row.about, row.for_whom) == (it.title, it.about, it.for_whom)
        assert [name for name, _ in row.doses] == [exercise.name for exercise in it.exercises]
        assert row.id in GROUPS[row.group]
