"""Every key of the routine language has an example in the reference, and every example works."""

import runpy
from pathlib import Path
from typing import Any, Final

import pytest

from knib.plan.place import place
from knib.plan.script import write
from knib.spec import library
from knib.spec.model import Kind
from knib.spec.programme_reader import read_programme
from knib.spec.reader import read
from knib.units import Ms

SCRIPTS: Final = Path(__file__).parents[2] / "scripts"


def script(name: str) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SCRIPTS)
        return runpy.run_path(str(SCRIPTS / name))


EXAMPLES: Final = script("examples.py")
CASES: Final = [(section, key) for section, keys in EXAMPLES["EXAMPLES"].items() for key in keys]
PROGRAMMES: Final = script("programme_examples.py")
PROGRAMME_CASES: Final = [(section, key) for section, keys in PROGRAMMES["EXAMPLES"].items() for key in keys]


def test_every_key_has_one_example_that_begins_with_it() -> None:
    """A new key needs its line in `scripts/examples.py`."""
    sections = {name: set(keys.known) for name, _, keys in script("reference")["SECTIONS"]}
    assert {name: set(keys) for name, keys in EXAMPLES["EXAMPLES"].items()} == sections
    assert all(EXAMPLES["EXAMPLES"][section][key].startswith(f"{key}: ") for section, key in CASES)


def test_every_section_and_key_is_explained_in_danish() -> None:
    """A new key needs its line in `scripts/danish_words.py`."""
    sections = {name: set(keys.known) for name, _, keys in script("reference")["SECTIONS"]}
    danish = script("danish_words.py")
    assert {name: set(keys) for name, keys in danish["KEYS"].items()} == sections
    assert set(danish["SECTIONS"]) == set(sections)
    assert set(danish["KINDS"]) == set(Kind)


@pytest.mark.parametrize("table", ["TONES", "COUNTS", "FITS", "PLACEHOLDERS", "FORMS"])
def test_the_danish_reference_explains_what_the_english_one_does(table: str) -> None:
    english = {"TONES": "TONE_SAYS", "COUNTS": "COUNT_SAYS", "FITS": "FIT_SAYS", "FORMS": "FORM_SAYS"}
    assert set(script("danish_words.py")[table]) == set(script("reference")[english.get(table, "PLACEHOLDER_SAYS")])


@pytest.mark.parametrize(("section", "key"), CASES)
def test_the_example_of_a_key_is_read_and_placed_without_a_problem(section: str, key: str) -> None:
    script = write(read(EXAMPLES["framed"](section, key).encode(), "eksempel.yaml", None, library.load))
    assert place(script, {cue: Ms(60 * len(cue.text)) for cue in script.cues}).spans


def test_every_key_of_a_programme_has_one_example_that_begins_with_it() -> None:
    """A new key needs its line in `scripts/programme_examples.py`."""
    sections = {name: set(keys.known) for name, _, keys in script("programme_reference.py")["SECTIONS"]}
    assert {name: set(keys) for name, keys in PROGRAMMES["EXAMPLES"].items()} == sections
    assert all(PROGRAMMES["EXAMPLES"][section][key].startswith(f"{key}: ") for section, key in PROGRAMME_CASES)


@pytest.mark.parametrize(("section", "key"), PROGRAMME_CASES)
def test_the_example_of_a_programmes_key_is_read_without_a_problem(section: str, key: str) -> None:
    assert read_programme(PROGRAMMES["framed"](section, key).encode(), "eksempel.yaml").weeks
