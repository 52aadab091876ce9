"""The JSON Schema of programmes and their reader say the same of a file, except for what a schema cannot see."""

from typing import Final

from hypothesis import given, settings
from jsonschema import Draft7Validator

from knib.errors import SpecError
from knib.spec.library import programmes as ready
from knib.spec.programme_reader import read_programme
from knib.spec.programme_schema import FILE_NAME, programme_schema
from knib.spec.tree import Unreadable, grow
from programmes import NAME, nearly_right, texts
from spec.test_schema import UNSEEN, plain

HERE: Final = {
    "bad-ladder": "what stands on each side of the dots",
    "bad-weeks": "two numbers compared; 5.0 and 0x1F, which are whole",
    "ladder-and-weeks": "two numbers compared",
    "no-routine": "other files",
    "only-rest-days": "how many different days a list has",
    "routine-elsewhere": "what leads out of a folder",
    "routine-missing": "other files",
    "unknown-setting": "other files",
    "weeks-out-of-order": "sums",
    "yaml-tag": "tags",
}
"""What a schema cannot see of a programme, beyond what it cannot see of a routine."""

VALIDATOR: Final = Draft7Validator(programme_schema())


def reader_refuses(text: str) -> set[str]:
    try:
        read_programme(text.encode(), NAME)
    except SpecError as err:
        return {problem.code for problem in err.problems}
    return set()


def schema_refuses(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(plain(grow(text.encode(), NAME)))]


def test_the_schema_is_itself_right_and_every_key_says_what_it_means() -> None:
    schema = programme_schema()
    Draft7Validator.check_schema(schema)
    stage = schema["properties"]["stages"]["items"]
    assert all(key["description"].endswith(".") for table in (schema, stage) for key in table["properties"].values())


def test_the_schema_takes_every_ready_programme_and_each_names_it_for_editors() -> None:
    for name in ready.ids():
        text = ready.load(name).decode()
        assert schema_refuses(text) == []
        assert text.startswith(f"# yaml-language-server: $schema=../{FILE_NAME}\n")


@settings(max_examples=40)
@given(texts)
def test_what_the_reader_takes_the_schema_takes(text: str) -> None:
    assert schema_refuses(text) == []


@settings(max_examples=60)
@given(nearly_right)
def test_reader_and_schema_refuse_the_same_but_for_what_a_schema_cannot_see(text: str) -> None:
    codes = reader_refuses(text)
    try:
        errors = schema_refuses(text)
    except Unreadable:
        assert codes
        return
    hidden = "duplicate-key" in codes  # what stands under the first of two keys, JSON does not hold
    if codes - UNSEEN.keys() - HERE.keys() and not hidden:
        assert errors
    if errors:
        assert codes
