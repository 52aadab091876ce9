"""Copies of the ready routines: the same session, whole, with other values where wanted."""

import pytest

from knib.spec import library
from knib.spec.library.own import own_copy
from knib.spec.reader import read


def copied(name: str, **settings: str) -> str:
    return own_copy(name, "min.yaml", settings, "1.2.3")


@pytest.mark.parametrize("name", library.ids())
def test_a_copy_is_the_same_routine_and_includes_nothing(name: str) -> None:
    text = copied(name)
    assert "- include:" not in text
    assert f"knib render {name}" not in text
    assert read(text.encode(), "x") == read(library.load(name), name)


@pytest.mark.parametrize("name", library.ids())
def test_every_parameter_of_a_copy_can_begin_at_its_greatest(name: str) -> None:
    greatest = {key: parameter.high for key, parameter in read(library.load(name), name).parameters.items()}
    mine = read(copied(name, **greatest).encode(), "x")
    assert {key: parameter.value for key, parameter in mine.parameters.items()} == greatest
    assert mine.exercises == read(library.load(name), name, greatest).exercises


def test_a_copy_keeps_its_comments() -> None:
    assert "keep: true            # også det sidste slip skal høres" in copied("otte-knib")


@pytest.mark.parametrize(("rest", "written"), [("4,5 s", "4,5 s"), (" 5 s ", "5 s"), ("0:10", "0:10")])
def test_a_value_is_written_so_that_yaml_takes_it_as_it_is(rest: str, written: str) -> None:
    assert read(copied("otte-knib", rest=rest).encode(), "x").parameters["rest"].value == written
